#!/usr/bin/env bash
# Installs what a build needs on Debian 12 and is not there yet, and configures
# and builds the release preset. Usage: utils/setup.sh [TARGET...]
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  libmlir-22-dev mlir-22-tools llvm-22-dev llvm-22-tools clang-22 lld-22
  libomp-22-dev libclang-rt-22-dev clang-format-22
  libprotobuf-dev protobuf-compiler libgmock-dev libgtest-dev libpng-dev libjpeg62-turbo-dev
  zlib1g-dev cmake ninja-build ccache python3 python3-venv
  libvulkan-dev mesa-vulkan-drivers spirv-tools
  qemu-user gcc-aarch64-linux-gnu libc6-dev-arm64-cross
)

missing=()
for package in "${packages[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] ||
    missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  sudo=
  [ "$(id -u)" = 0 ] || sudo=sudo
  echo "installing ${missing[*]}"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq \
    --no-install-recommends "${missing[@]}" >/dev/null
fi

cmake --preset release >/dev/null
cmake --build --preset release --target "${@:-all}"
