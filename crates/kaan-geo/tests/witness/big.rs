//! Whole numbers of any size, just enough to add fractions without rounding. Tests only.
//!
//! Called by the exact witness. It never divides and never reduces.

/// Sign and magnitude, least digit first.
#[derive(Debug, Clone)]
pub struct Big {
    negative: bool,
    digits: Vec<u32>,
}

fn trimmed(mut digits: Vec<u32>) -> Vec<u32> {
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

fn less(a: &[u32], b: &[u32]) -> bool {
    a.len() < b.len() || (a.len() == b.len() && a.iter().rev().lt(b.iter().rev()))
}

fn sum(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut carry = 0u64;
    let mut out: Vec<u32> = (0..a.len().max(b.len()))
        .map(|i| {
            carry += u64::from(*a.get(i).unwrap_or(&0)) + u64::from(*b.get(i).unwrap_or(&0));
            let digit = carry as u32;
            carry >>= 32;
            digit
        })
        .collect();
    out.push(carry as u32);
    trimmed(out)
}

/// `a - b` for `a` not less than `b`.
fn difference(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut borrow = 0i64;
    trimmed(
        a.iter()
            .enumerate()
            .map(|(i, d)| {
                let v = i64::from(*d) - i64::from(*b.get(i).unwrap_or(&0)) - borrow;
                borrow = i64::from(v < 0);
                (v + (borrow << 32)) as u32
            })
            .collect(),
    )
}

impl Big {
    pub fn of(n: i128) -> Self {
        let m = n.unsigned_abs();
        Big { negative: n < 0, digits: trimmed((0..4).map(|i| (m >> (32 * i)) as u32).collect()) }
    }

    pub fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub fn add(&self, o: &Big) -> Big {
        if self.negative == o.negative {
            return Big { negative: self.negative, digits: sum(&self.digits, &o.digits) };
        }
        if less(&self.digits, &o.digits) {
            return Big { negative: o.negative, digits: difference(&o.digits, &self.digits) };
        }
        Big { negative: self.negative, digits: difference(&self.digits, &o.digits) }
    }

    pub fn mul(&self, o: &Big) -> Big {
        let mut out = vec![0u32; self.digits.len() + o.digits.len() + 1];
        for (i, a) in self.digits.iter().enumerate() {
            let mut carry = 0u64;
            for (j, b) in o.digits.iter().enumerate() {
                carry += u64::from(*a) * u64::from(*b) + u64::from(out[i + j]);
                out[i + j] = carry as u32;
                carry >>= 32;
            }
            out[i + o.digits.len()] = carry as u32;
        }
        Big { negative: self.negative != o.negative, digits: trimmed(out) }
    }

    /// The number, when it fits.
    pub fn to_i128(&self) -> Option<i128> {
        if self.digits.len() > 4 {
            return None;
        }
        let size = self.digits.iter().rev().fold(0u128, |n, d| (n << 32) | u128::from(*d));
        let size = i128::try_from(size).ok()?;
        Some(if self.negative { -size } else { size })
    }

    pub fn is_positive(&self) -> bool {
        !self.negative && !self.is_zero()
    }
}

/// A fraction with a positive denominator, never reduced.
#[derive(Debug, Clone)]
pub struct Fraction {
    pub top: Big,
    bottom: Big,
}

impl Fraction {
    pub fn new(top: Big, bottom: i128) -> Self {
        assert!(bottom > 0);
        Fraction { top, bottom: Big::of(bottom) }
    }

    pub fn add(&self, o: &Fraction) -> Fraction {
        Fraction { top: self.top.mul(&o.bottom).add(&o.top.mul(&self.bottom)), bottom: self.bottom.mul(&o.bottom) }
    }

    pub fn times(&self, o: &Fraction) -> Fraction {
        Fraction { top: self.top.mul(&o.top), bottom: self.bottom.mul(&o.bottom) }
    }
}
