"""Resizing, colors, patches and crops of images."""

import numpy as np
from check_ops import Const, op


def image(draw, dtypes=(np.float32,), low=0, high=9):
    dtype = draw.choice(*dtypes)
    shape = [draw.int(1, 2), *draw.shape(2, 1, 9), draw.int(1, 5)]
    if np.issubdtype(dtype, np.integer):
        return draw.ints(shape, 0, 100, dtype)
    return draw.floats(shape, low, high, dtype)


def centers(draw):
    return draw.choice(dict(), dict(align_corners=True), dict(half_pixel_centers=True))


def size(draw):
    return Const(draw.shape(2, 1, 14), np.int32)


@op("ResizeBilinear", "ResizeBicubic", rtol=2e-5, atol=2e-5, cases=24)
def _(draw):
    images = image(draw, (np.float32, np.float32, np.uint8, np.float64))
    return dict(images=images, size=size(draw), **centers(draw))


@op("ResizeNearestNeighbor", cases=24)
def _(draw):
    images = image(draw, (np.float32, np.uint8, np.float64, np.int32))
    return dict(images=images, size=size(draw), **centers(draw))


@op("ResizeArea", rtol=2e-5, atol=2e-5, cases=24, dynamic=True)
def _(draw):
    images = image(draw, (np.float32, np.uint8))
    return dict(images=images, size=size(draw), align_corners=draw.flag())


@op("ResizeBilinearGrad", rtol=2e-5, atol=2e-5, cases=16)
def _(draw):
    original = image(draw)
    grads = draw.floats([original.shape[0], *draw.shape(2, 1, 12), original.shape[3]])
    return dict(grads=grads, original_image=original, **centers(draw))


@op("ResizeNearestNeighborGrad", atol=1e-5, cases=16)
def _(draw):
    return dict(grads=image(draw), size=Const(draw.shape(2, 1, 9), np.int32), **centers(draw))


@op("RGBToHSV", atol=3e-6)
def _(draw):
    images = draw.floats([*draw.shape(draw.int(1, 3), 1, 6), 3], 0, 1,
                         draw.choice(np.float32, np.float64))
    if draw.flag():
        images[0] = images[0][..., :1]
    return dict(images=images)


@op("HSVToRGB", atol=3e-6)
def _(draw):
    return dict(images=draw.floats([*draw.shape(draw.int(1, 3), 1, 6), 3], 0, 1,
                                   draw.choice(np.float32, np.float64)))


@op("AdjustHue", rtol=1e-4, atol=1e-5)
def _(draw):
    return dict(images=draw.floats([*draw.shape(draw.int(2, 3), 1, 6), 3], 0, 1),
                delta=np.float32(draw.random.uniform(-1, 1)).reshape([]))


@op("AdjustSaturation", rtol=1e-4, atol=1e-5)
def _(draw):
    return dict(images=draw.floats([*draw.shape(draw.int(2, 3), 1, 6), 3], 0, 1),
                scale=np.float32(draw.random.uniform(0, 3)).reshape([]))


@op("AdjustContrastv2", atol=1e-5)
def _(draw):
    return dict(images=draw.floats(draw.shape(draw.int(3, 5), 1, 6)),
                contrast_factor=np.float32(draw.random.uniform(0, 3)).reshape([]))


@op("CropAndResize", rtol=2e-5, atol=2e-5, cases=24, dynamic=True)
def _(draw):
    images = image(draw, (np.float32, np.uint8, np.float64))
    count = draw.int(1, 4)
    boxes = draw.floats([count, 4], *draw.choice((0, 1), (-0.3, 1.3)))
    return dict(image=images, boxes=boxes,
                box_ind=draw.ints([count], 0, images.shape[0] - 1),
                crop_size=Const(draw.shape(2, 1, 6), np.int32),
                method=draw.choice("bilinear", "nearest"),
                extrapolation_value=draw.choice(0.0, -1.5))


@op("ExtractImagePatches", cases=16)
def _(draw):
    ksizes, rates = draw.shape(2, 1, 3), draw.shape(2, 1, 2)
    shape = [(k - 1) * r + draw.int(1, 6) for k, r in zip(ksizes, rates)]
    return dict(images=draw.floats([draw.int(1, 2), *shape, draw.int(1, 3)]),
                ksizes=[1, *ksizes, 1], strides=[1, *draw.shape(2, 1, 3), 1],
                rates=[1, *rates, 1], padding=draw.choice("SAME", "VALID"))


@op("ExtractVolumePatches", cases=16)
def _(draw):
    ksizes = draw.shape(3, 1, 3)
    shape = [k + draw.int(0, 4) for k in ksizes]
    return dict(input=draw.floats([draw.int(1, 2), *shape, draw.int(1, 3)]),
                ksizes=[1, *ksizes, 1], strides=[1, *draw.shape(3, 1, 3), 1],
                padding=draw.choice("SAME", "VALID"))


def boxed_image(draw):
    batch, depth = draw.int(1, 2), draw.choice(1, 3, 4)
    # Few of the corners are in order, and some are outside.
    return dict(images=draw.floats([batch, *draw.shape(2, 2, 9), depth], 0, 1),
                boxes=draw.floats([batch, draw.int(1, 12), 4], -0.3, 1.3))


@op("DrawBoundingBoxes")
def _(draw):
    return boxed_image(draw)


@op("DrawBoundingBoxesV2")
def _(draw):
    image = boxed_image(draw)
    return image | dict(colors=draw.floats([draw.int(1, 5), image["images"].shape[-1]], 0, 1))


@op("ScaleAndTranslate", rtol=1e-4, atol=1e-4, cases=24, dynamic=True)
def _(draw):
    return dict(images=draw.floats([1, *draw.shape(2, 1, 9), 2]), size=Const(draw.shape(2, 1, 9), np.int32),
                scale=Const(draw.floats([2], 0.3, 2)), translation=Const(draw.floats([2], -3, 3)),
                kernel_type=draw.choice("lanczos1", "lanczos3", "lanczos5", "gaussian", "box", "triangle",
                                        "keyscubic", "mitchellcubic"), antialias=draw.flag())


def projection(draw):
    batch = draw.int(1, 3)
    transforms = draw.floats([draw.choice(1, batch), 8], -0.2, 0.2)
    transforms += np.array([1, 0, draw.int(-4, 4), 0, 1, draw.int(-4, 4), 0, 0], np.float32)
    transforms[:, 6:] /= 20
    return dict(images=draw.floats([batch, *draw.shape(2, 1, 7), 2]), transforms=transforms,
                output_shape=Const(draw.shape(2, 1, 9), np.int32),
                interpolation=draw.choice("NEAREST", "BILINEAR"),
                fill_mode=draw.choice("CONSTANT", "REFLECT", "WRAP", "NEAREST"))


@op("ImageProjectiveTransformV2", rtol=1e-4, atol=2e-4, cases=16)
def _(draw):
    return projection(draw)


@op("ImageProjectiveTransformV3", rtol=1e-4, atol=2e-4, cases=16)
def _(draw):
    return projection(draw) | dict(fill_value=draw.floats([]))
