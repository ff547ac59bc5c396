//===- ForeignFile.cpp - Models in other formats --------------------------===//
//
// Part of the nn-mlir project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Formats are told from their first or last bytes, and from names only where
// the bytes do not say.
//
//===----------------------------------------------------------------------===//

#include "ForeignFile.h"
#include "mlir/Support/LLVM.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace mlir::nn;

/// True for the index of a checkpoint, which is a table of LevelDB.
static bool isCheckpointIndex(StringRef bytes) {
  return bytes.ends_with("\x57\xfb\x80\x8b\x24\x75\x47\xdb");
}

std::string tf::describeForeignFile(StringRef path, StringRef bytes) {
  StringRef stem = llvm::sys::path::stem(path);
  auto keras = [&](const Twine &what) {
    return (what +
            ", not a GraphDef; export it in Python by: import "
            "tensorflow as tf; tf.keras.models.load_model('" +
            path + "').export('" + stem + "')")
        .str();
  };
  if (bytes.starts_with("\x89HDF"))
    return keras("is a Keras model in HDF5");
  if (bytes.starts_with("PK\x03\x04"))
    return keras("is a zip archive, as Keras makes them");
  if (bytes.substr(4).starts_with("TFL3"))
    return ("is a TensorFlow Lite model, not a GraphDef, and no graph can be "
            "made of it; export what it was converted from in Python by: "
            "model.export('" +
            stem + "')")
        .str();
  if (isCheckpointIndex(bytes) || path.ends_with(".ckpt") ||
      path.contains(".data-0"))
    return ("is a checkpoint, which has weights and no graph; make the model "
            "in Python and export it by: model.load_weights('" +
            path.split(".index").first.split(".data-0").first +
            "'); model.export('" + stem + "')")
        .str();
  if (bytes.starts_with("\x08") && path.ends_with(".onnx"))
    return ("is an ONNX model, not a GraphDef; export it in Python by: import "
            "onnx, onnx_tf; onnx_tf.backend.prepare(onnx.load('" +
            path + "')).export_graph('" + stem + "')")
        .str();
  if (bytes.starts_with("\x08"))
    return "is a saved_model.pb, of which the directory is meant, or an ONNX "
           "model, not a GraphDef";
  if (bytes.starts_with("ML\xefR"))
    return "is MLIR bytecode, not a GraphDef";
  if (bytes.starts_with("\x1f\x8b"))
    return "is compressed by gzip: unpack it first";
  return "";
}
