# What tests need that run under the sanitizers of the preset sanitize.

import os

# What C programs are linked with that link our static library.
flags = "-fsanitize=address,undefined" if getattr(config, "nn_sanitizers", "") else ""
config.substitutions.append(("%sanitizer_flags", flags))

# The libraries of LLVM and MLIR are not compiled for them, and say nothing of the
# memory that they give to, and take from, containers that our code sees too.
# Crashes that a test expects are the program's own.
config.environment["ASAN_OPTIONS"] = (
    "allow_user_poisoning=0:detect_container_overflow=0:handle_segv=0"
)
config.environment["UBSAN_OPTIONS"] = "print_stacktrace=1"
for variable in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
    if variable in os.environ:
        config.environment[variable] = os.environ[variable]
