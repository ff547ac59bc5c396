// RUN: nn-opt %s --convert-nn-to-linalg | FileCheck %s

// CHECK-LABEL: func @elu
func.func @elu(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[ZERO:.*]] = arith.constant 0.000000e+00 : f32
  // CHECK: %[[NEGATIVE:.*]] = arith.cmpf olt, %[[IN:.*]], %[[ZERO]]
  // CHECK: %[[EXP:.*]] = math.expm1 %[[IN]]
  // CHECK: arith.select %[[NEGATIVE]], %[[EXP]], %[[IN]]
  %0 = nn.elu %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func @selu
func.func @selu(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[NEGATIVE:.*]] = arith.cmpf olt, %[[IN:.*]], %{{.*}}
  // CHECK: %[[EXP:.*]] = math.expm1 %[[IN]]
  // CHECK: %[[ALPHA:.*]] = arith.constant 1.75809932 : f32
  // CHECK: %[[BELOW:.*]] = arith.mulf %[[EXP]], %[[ALPHA]]
  // CHECK: %[[SCALE:.*]] = arith.constant 1.05070102 : f32
  // CHECK: %[[ABOVE:.*]] = arith.mulf %[[IN]], %[[SCALE]]
  // CHECK: arith.select %[[NEGATIVE]], %[[BELOW]], %[[ABOVE]]
  %0 = nn.selu %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func @gelu
func.func @gelu(%x: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  // CHECK: %[[ROOT:.*]] = arith.constant 0.707106769 : f32
  // CHECK: %[[SCALED:.*]] = arith.mulf %[[IN:.*]], %[[ROOT]]
  // CHECK: %[[ERF:.*]] = math.erf %[[SCALED]]
  // CHECK: %[[HALF:.*]] = arith.constant 5.000000e-01 : f32
  // CHECK: %[[HALVED:.*]] = arith.mulf %[[HALF]], %[[IN]]
  // CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %[[ERF]]
  // CHECK: arith.mulf %[[HALVED]], %[[SUM]]
  %0 = nn.gelu %x : tensor<8xf32>
  // CHECK: arith.constant 4.471500e-02 : f32
  // CHECK: arith.constant 0.797884583 : f32
  // CHECK: %[[TANH:.*]] = math.tanh
  // CHECK: arith.addf %{{.*}}, %[[TANH]]
  %1 = nn.gelu %x {approximate = true} : tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}

// CHECK-LABEL: func @leaky_relu
func.func @leaky_relu(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[POSITIVE:.*]] = arith.cmpf ogt, %[[IN:.*]], %{{.*}}
  // CHECK: %[[ALPHA:.*]] = arith.constant 2.500000e-01 : f32
  // CHECK: %[[BELOW:.*]] = arith.mulf %[[IN]], %[[ALPHA]]
  // CHECK: arith.select %[[POSITIVE]], %[[IN]], %[[BELOW]]
  %0 = nn.leaky_relu %x {alpha = 0.25 : f32} : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func @relu6
func.func @relu6(%x: tensor<8xi32>) -> tensor<8xi32> {
  // CHECK: %[[ABOVE:.*]] = arith.maxsi %{{.*}}, %c0_i32 : i32
  // CHECK: arith.minsi %[[ABOVE]], %c6_i32 : i32
  %0 = nn.relu6 %x : tensor<8xi32>
  return %0 : tensor<8xi32>
}

// One division: x / (1 + exp(-x)).
// CHECK-LABEL: func @silu
func.func @silu(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[NEG:.*]] = arith.negf %[[IN:.*]] fastmath
  // CHECK: %[[EXP:.*]] = math.exp %[[NEG]]
  // CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %[[EXP]]
  // CHECK: arith.divf %[[IN]], %[[SUM]]
  %0 = nn.silu %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// Far from zero, exp(x) and x have the precision that log1p(exp(x)) loses.
// CHECK-LABEL: func @softplus
func.func @softplus(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[EXP:.*]] = math.exp %[[IN:.*]] fastmath
  // CHECK: %[[LOG:.*]] = math.log1p %[[EXP]]
  // CHECK: %[[LOW:.*]] = arith.cmpf olt, %[[IN]], %{{.*}}
  // CHECK: %[[HIGH:.*]] = arith.cmpf ogt, %[[IN]], %{{.*}}
  // CHECK: %[[REST:.*]] = arith.select %[[LOW]], %[[EXP]], %[[LOG]]
  // CHECK: arith.select %[[HIGH]], %[[IN]], %[[REST]]
  %0 = nn.softplus %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}

// CHECK-LABEL: func @softsign
func.func @softsign(%x: tensor<8xf32>) -> tensor<8xf32> {
  // CHECK: %[[ABS:.*]] = math.absf %[[IN:.*]] fastmath
  // CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %[[ABS]]
  // CHECK: arith.divf %[[IN]], %[[SUM]]
  %0 = nn.softsign %x : tensor<8xf32>
  return %0 : tensor<8xf32>
}
