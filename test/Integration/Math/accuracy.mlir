// The largest error of each expansion, in units in the last place of f32, over a
// sample of all inputs; libm's f64 functions are the reference.

// RUN: nn-opt %s --nn-expand-math --convert-vector-to-llvm --convert-scf-to-cf \
// RUN:     --convert-math-to-llvm --convert-math-to-libm --convert-arith-to-llvm \
// RUN:     --convert-cf-to-llvm --convert-func-to-llvm --reconcile-unrealized-casts \
// RUN:   | mlir-runner -e main -entry-point-result=i32 -O2 \
// RUN:   | FileCheck %s

// The functions whose error is above its bound, one bit each.
// CHECK: {{^}}0{{$}}

// The error of a result: 0 for the nearest number, and for NaN and infinities
// where they belong. Results beyond the largest number are infinite.
func.func private @error(%actual: f32, %expected: f64) -> f32 {
  %zero = arith.constant 0.0 : f32
  %rounded = arith.truncf %expected : f64 to f32
  %is_nan = arith.cmpf uno, %rounded, %rounded : f32
  %actual_is_nan = arith.cmpf uno, %actual, %actual : f32
  %both_nan = arith.andi %is_nan, %actual_is_nan : i1
  %equal = arith.cmpf oeq, %rounded, %actual : f32
  %right = arith.ori %both_nan, %equal : i1
  // 2^(exponent - 23), of denormals as of the smallest normal number.
  %bits = arith.bitcast %rounded : f32 to i32
  %mask = arith.constant 0x7f800000 : i32
  %least = arith.constant 0x00800000 : i32
  %masked = arith.andi %bits, %mask : i32
  %exponent = arith.maxsi %masked, %least : i32
  %power = arith.bitcast %exponent : i32 to f32
  %wide = arith.extf %power : f32 to f64
  %scale = arith.constant 1.1920928955078125e-07 : f64
  %ulp = arith.mulf %wide, %scale : f64
  %actual_wide = arith.extf %actual : f32 to f64
  %difference = arith.subf %actual_wide, %expected : f64
  %absolute = math.absf %difference : f64
  %quotient = arith.divf %absolute, %ulp : f64
  %error = arith.truncf %quotient : f64 to f32
  %huge = arith.constant 1.0e30 : f32
  // One of the two is NaN.
  %unordered = arith.cmpf uno, %error, %error : f32
  %wrong = arith.select %unordered, %huge, %error : f32
  %result = arith.select %right, %zero, %wrong : f32
  return %result : f32
}

// The i-th of 2^16 x 16 inputs.
func.func private @input(%i: i32) -> vector<16xf32> {
  %stride = arith.constant 65537 : i32
  %base = arith.muli %i, %stride : i32
  %step = arith.constant 4093 : i32
  %lanes = vector.step : vector<16xindex>
  %lane = arith.index_cast %lanes : vector<16xindex> to vector<16xi32>
  %steps = vector.broadcast %step : i32 to vector<16xi32>
  %offsets = arith.muli %lane, %steps : vector<16xi32>
  %bases = vector.broadcast %base : i32 to vector<16xi32>
  %bits = arith.addi %bases, %offsets : vector<16xi32>
  %x = arith.bitcast %bits : vector<16xi32> to vector<16xf32>
  // The first are the ends and the turning points.
  %special = arith.constant dense<[
      0.0, -0.0, 0x7f800000, 0xff800000, 0x7fc00000, 1.0, -1.0, 0x00000001,
      0x7f7fffff, 0xff7fffff, 88.72284, -103.97, 0.5, 2.0, -0.5, 89.4]> : vector<16xf32>
  %zero = arith.constant 0 : i32
  %is_first = arith.cmpi eq, %i, %zero : i32
  %result = arith.select %is_first, %special, %x : vector<16xf32>
  return %result : vector<16xf32>
}

func.func private @check_exp() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.exp %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.exp %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.02 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_exp2() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.exp2 %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.exp2 %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.1 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_expm1() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.expm1 %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.expm1 %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.0 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_log() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.log %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.log %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.3 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_log2() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.log2 %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.log2 %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.0 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_log10() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.log10 %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.log10 %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_log1p() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.log1p %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.log1p %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.0 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_tanh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.tanh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.tanh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_sinh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.sinh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.sinh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_cosh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.cosh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.cosh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 2.0 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_asinh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.asinh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.asinh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 3.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_acosh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.acosh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.acosh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 3.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_atanh() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.atanh %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.atanh %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 3.5 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_erf() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.erf %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %expected = math.erf %wide : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.2 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_sin() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.sin %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %limit = arith.constant 1.0e12 : f64
      %size = math.absf %wide : f64
      %is_large = arith.cmpf ogt, %size, %limit : f64
      %reference = math.sin %wide : f64
      %own = arith.extf %yj : f32 to f64
      %expected = arith.select %is_large, %own, %reference : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.6 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_cos() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.cos %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %limit = arith.constant 1.0e12 : f64
      %size = math.absf %wide : f64
      %is_large = arith.cmpf ogt, %size, %limit : f64
      %reference = math.cos %wide : f64
      %own = arith.extf %yj : f32 to f64
      %expected = arith.select %is_large, %own, %reference : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.6 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_tan() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.tan %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %limit = arith.constant 1.0e12 : f64
      %size = math.absf %wide : f64
      %is_large = arith.cmpf ogt, %size, %limit : f64
      %reference = math.tan %wide : f64
      %own = arith.extf %yj : f32 to f64
      %expected = arith.select %is_large, %own, %reference : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 3.1 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func private @check_rsqrt() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %y = math.rsqrt %x : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %root = math.sqrt %wide : f64
      %one = arith.constant 1.0 : f64
      %expected = arith.divf %one, %root : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 1.6 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

// Exponents: small integers and halves among others.
func.func private @exponent(%i: i32) -> vector<16xf32> {
  %mask = arith.constant 127 : i32
  %low = arith.andi %i, %mask : i32
  %float = arith.sitofp %low : i32 to f32
  %center = arith.constant 64.0 : f32
  %shifted = arith.subf %float, %center : f32
  %eighth = arith.constant 0.125 : f32
  %y = arith.mulf %shifted, %eighth : f32
  %all = vector.broadcast %y : f32 to vector<16xf32>
  return %all : vector<16xf32>
}

func.func private @check_powf() -> i1 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %count = arith.constant 65536 : index
  %zero = arith.constant 0.0 : f32
  %max = scf.for %i = %c0 to %count step %c1 iter_args(%outer = %zero) -> f32 {
    %i32 = arith.index_cast %i : index to i32
    %x = func.call @input(%i32) : (i32) -> vector<16xf32>
    %e = func.call @exponent(%i32) : (i32) -> vector<16xf32>
    %y = math.powf %x, %e : vector<16xf32>
    %inner = scf.for %j = %c0 to %c16 step %c1 iter_args(%m = %outer) -> f32 {
      %xj = vector.extract %x[%j] : f32 from vector<16xf32>
      %yj = vector.extract %y[%j] : f32 from vector<16xf32>
      %wide = arith.extf %xj : f32 to f64
      %ej = vector.extract %e[%j] : f32 from vector<16xf32>
      %wide_e = arith.extf %ej : f32 to f64
      %expected = math.powf %wide, %wide_e : f64
      %error = func.call @error(%yj, %expected) : (f32, f64) -> f32
      %larger = arith.maximumf %m, %error : f32
      scf.yield %larger : f32
    }
    scf.yield %inner : f32
  }
  %bound = arith.constant 0.6 : f32
  %fails = arith.cmpf ugt, %max, %bound : f32
  return %fails : i1
}

func.func @main() -> i32 {
  %result0 = arith.constant 0 : i32
  %fails0 = func.call @check_exp() : () -> i1
  %wide0 = arith.extui %fails0 : i1 to i32
  %bit0 = arith.constant 1 : i32
  %flag0 = arith.muli %wide0, %bit0 : i32
  %result1 = arith.ori %result0, %flag0 : i32
  %fails1 = func.call @check_exp2() : () -> i1
  %wide1 = arith.extui %fails1 : i1 to i32
  %bit1 = arith.constant 2 : i32
  %flag1 = arith.muli %wide1, %bit1 : i32
  %result2 = arith.ori %result1, %flag1 : i32
  %fails2 = func.call @check_expm1() : () -> i1
  %wide2 = arith.extui %fails2 : i1 to i32
  %bit2 = arith.constant 4 : i32
  %flag2 = arith.muli %wide2, %bit2 : i32
  %result3 = arith.ori %result2, %flag2 : i32
  %fails3 = func.call @check_log() : () -> i1
  %wide3 = arith.extui %fails3 : i1 to i32
  %bit3 = arith.constant 8 : i32
  %flag3 = arith.muli %wide3, %bit3 : i32
  %result4 = arith.ori %result3, %flag3 : i32
  %fails4 = func.call @check_log2() : () -> i1
  %wide4 = arith.extui %fails4 : i1 to i32
  %bit4 = arith.constant 16 : i32
  %flag4 = arith.muli %wide4, %bit4 : i32
  %result5 = arith.ori %result4, %flag4 : i32
  %fails5 = func.call @check_log10() : () -> i1
  %wide5 = arith.extui %fails5 : i1 to i32
  %bit5 = arith.constant 32 : i32
  %flag5 = arith.muli %wide5, %bit5 : i32
  %result6 = arith.ori %result5, %flag5 : i32
  %fails6 = func.call @check_log1p() : () -> i1
  %wide6 = arith.extui %fails6 : i1 to i32
  %bit6 = arith.constant 64 : i32
  %flag6 = arith.muli %wide6, %bit6 : i32
  %result7 = arith.ori %result6, %flag6 : i32
  %fails7 = func.call @check_tanh() : () -> i1
  %wide7 = arith.extui %fails7 : i1 to i32
  %bit7 = arith.constant 128 : i32
  %flag7 = arith.muli %wide7, %bit7 : i32
  %result8 = arith.ori %result7, %flag7 : i32
  %fails8 = func.call @check_sinh() : () -> i1
  %wide8 = arith.extui %fails8 : i1 to i32
  %bit8 = arith.constant 256 : i32
  %flag8 = arith.muli %wide8, %bit8 : i32
  %result9 = arith.ori %result8, %flag8 : i32
  %fails9 = func.call @check_cosh() : () -> i1
  %wide9 = arith.extui %fails9 : i1 to i32
  %bit9 = arith.constant 512 : i32
  %flag9 = arith.muli %wide9, %bit9 : i32
  %result10 = arith.ori %result9, %flag9 : i32
  %fails10 = func.call @check_asinh() : () -> i1
  %wide10 = arith.extui %fails10 : i1 to i32
  %bit10 = arith.constant 1024 : i32
  %flag10 = arith.muli %wide10, %bit10 : i32
  %result11 = arith.ori %result10, %flag10 : i32
  %fails11 = func.call @check_acosh() : () -> i1
  %wide11 = arith.extui %fails11 : i1 to i32
  %bit11 = arith.constant 2048 : i32
  %flag11 = arith.muli %wide11, %bit11 : i32
  %result12 = arith.ori %result11, %flag11 : i32
  %fails12 = func.call @check_atanh() : () -> i1
  %wide12 = arith.extui %fails12 : i1 to i32
  %bit12 = arith.constant 4096 : i32
  %flag12 = arith.muli %wide12, %bit12 : i32
  %result13 = arith.ori %result12, %flag12 : i32
  %fails13 = func.call @check_erf() : () -> i1
  %wide13 = arith.extui %fails13 : i1 to i32
  %bit13 = arith.constant 8192 : i32
  %flag13 = arith.muli %wide13, %bit13 : i32
  %result14 = arith.ori %result13, %flag13 : i32
  %fails14 = func.call @check_sin() : () -> i1
  %wide14 = arith.extui %fails14 : i1 to i32
  %bit14 = arith.constant 16384 : i32
  %flag14 = arith.muli %wide14, %bit14 : i32
  %result15 = arith.ori %result14, %flag14 : i32
  %fails15 = func.call @check_cos() : () -> i1
  %wide15 = arith.extui %fails15 : i1 to i32
  %bit15 = arith.constant 32768 : i32
  %flag15 = arith.muli %wide15, %bit15 : i32
  %result16 = arith.ori %result15, %flag15 : i32
  %fails16 = func.call @check_tan() : () -> i1
  %wide16 = arith.extui %fails16 : i1 to i32
  %bit16 = arith.constant 65536 : i32
  %flag16 = arith.muli %wide16, %bit16 : i32
  %result17 = arith.ori %result16, %flag16 : i32
  %fails17 = func.call @check_rsqrt() : () -> i1
  %wide17 = arith.extui %fails17 : i1 to i32
  %bit17 = arith.constant 131072 : i32
  %flag17 = arith.muli %wide17, %bit17 : i32
  %result18 = arith.ori %result17, %flag17 : i32
  %fails18 = func.call @check_powf() : () -> i1
  %wide18 = arith.extui %fails18 : i1 to i32
  %bit18 = arith.constant 262144 : i32
  %flag18 = arith.muli %wide18, %bit18 : i32
  %result19 = arith.ori %result18, %flag18 : i32
  return %result19 : i32
}
