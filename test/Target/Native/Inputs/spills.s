// Loops that spill vectors by an address made in the loop and before it, one that
// spills a mask, and one that stores to an array by a register that was an address
// of the stack once.
spills:
	addvl x9, sp, #3
.L1:
	add x8, sp, #16
	str z0, [x8, #2, mul vl]
	ldr z1, [x8, #2, mul vl]
	fmla z2.s, z1.s, z0.s[0]
	b.lo .L1
.L2:
	ldr z1, [x9, #1, mul vl]
	fmla z2.s, z1.s, z0.s[0]
	b.lo .L2
.L3:
	str p1, [sp, #7, mul vl]
	fadd z2.s, p1/m, z2.s, z0.s
	b.lo .L3
	add x8, x1, x2
.L4:
	ldr x3, [sp, #8]
	str z0, [x8]
	b.lo .L4
