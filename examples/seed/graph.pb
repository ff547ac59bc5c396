# ((x - 2) + 5) + 100 on one int32, as tf.io.write_graph(..., as_text=True) writes
# it.
node {
  name: "x"
  op: "Placeholder"
  attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "shape" value { shape { dim { size: 1 } } } }
}
node {
  name: "two"
  op: "Const"
  attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { } int_val: 2 } } }
}
node {
  name: "five"
  op: "Const"
  attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { } int_val: 5 } } }
}
node {
  name: "hundred"
  op: "Const"
  attr { key: "dtype" value { type: DT_INT32 } }
  attr { key: "value" value { tensor { dtype: DT_INT32 tensor_shape { } int_val: 100 } } }
}
node {
  name: "difference"
  op: "Sub"
  input: "x"
  input: "two"
  attr { key: "T" value { type: DT_INT32 } }
}
node {
  name: "sum"
  op: "AddV2"
  input: "difference"
  input: "five"
  attr { key: "T" value { type: DT_INT32 } }
}
node {
  name: "y"
  op: "AddV2"
  input: "sum"
  input: "hundred"
  attr { key: "T" value { type: DT_INT32 } }
}
