"""Fused cells of recurrent networks, and layers of them."""

import numpy as np
from check_ops import Const, op


# Of steps that are not used, TensorFlow sets the states alone, to zero.
@op("BlockLSTM", "BlockLSTMV2", rtol=1e-4, atol=1e-5, outputs=(1, 6))
def _(draw):
    steps, batch, size, units = draw.int(1, 4), draw.int(1, 3), draw.int(1, 4), draw.int(1, 3)
    used = np.array(draw.int(0, steps), np.int64)
    return dict(seq_len_max=Const(used) if draw.flag() else used, x=draw.floats([steps, batch, size]),
                cs_prev=draw.floats([batch, units]), h_prev=draw.floats([batch, units]),
                w=draw.floats([size + units, 4 * units]), wci=draw.floats([units]), wcf=draw.floats([units]),
                wco=draw.floats([units]), b=draw.floats([4 * units]), cell_clip=draw.choice(-1.0, 0.0, 0.5),
                use_peephole=draw.flag())
