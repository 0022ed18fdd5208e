#!/usr/bin/env python3
"""Decimal numbers and the doubles nearest to them: Tables/tables/numbers.csv.

The nearest double is found with exact rational arithmetic (fractions.Fraction), not by a number
parser: the candidates about the value are compared by their exact distance, ties going to the even
significand. Values are written in hexadecimal, which is exact.
"""
import fractions
import math
import os
import random
import struct

Fraction = fractions.Fraction
DRAW = random.Random(20261120)


def from_bits(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


def nearest(text):
    """The double nearest to a decimal, by bisection over the ordered bit patterns."""
    exact = abs(Fraction(text))
    low, high = 0, 0x7FEFFFFFFFFFFFFF
    while low < high:  # greatest double not above the value
        middle = (low + high + 1) // 2
        if Fraction(from_bits(middle)) <= exact:
            low = middle
        else:
            high = middle - 1
    below = exact - Fraction(from_bits(low))
    above = Fraction(from_bits(low + 1)) - exact if low < 0x7FEFFFFFFFFFFFFF else None
    if above is not None and (above < below or (above == below and low % 2 == 1)):
        low += 1
    return math.copysign(from_bits(low), -1 if text.startswith("-") else 1)


def digits(count):
    return str(DRAW.randrange(1, 10)) + "".join(DRAW.choice("0123456789") for _ in range(count - 1))


def decimals():
    yield from ["0", "-0", "0.5", "27.4", "1e22", "1e23", "9007199254740991", "9007199254740992",
                "9007199254740993.0", "9007199254740992.9999999999", "4.9e-324", "2.4703282292062328e-324",
                "2.2250738585072011e-308", "1.7976931348623157e308", "123456789012345678901234567890",
                "0.1", "0.2", "0.3", "100.0", "+3.25", ".5", "5.", "1E5", "1e+5", "1e-5",
                "0.000000000000000000000000000001", "72057594037927945.0", "3.0e-7"]
    for count in range(1, 26):
        for _ in range(12):
            text = digits(count)
            place = DRAW.randrange(0, count + 1)
            text = text[:place] + "." + text[place:]
            if DRAW.random() < 0.3:
                text += f"e{DRAW.randrange(-300, 280 - count)}"
            yield ("-" if DRAW.random() < 0.3 else "") + text
    for _ in range(100):  # halfway between two doubles, and a hair to either side
        bits = DRAW.randrange(0x3000000000000000, 0x4400000000000000)
        middle = (Fraction(from_bits(bits)) + Fraction(from_bits(bits + 1))) / 2
        places = middle.denominator.bit_length() - 1
        text = str(middle.numerator * 5 ** places)
        exact = (text.rjust(places + 1, "0"))
        exact = exact[:len(exact) - places] + "." + exact[len(exact) - places:] if places else exact + "."
        yield exact
        yield exact + "0001"


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "../Tables/tables/numbers.csv"), "w") as out:
        out.write("quantity,term,value,relativeTolerance\n")
        for text in dict.fromkeys(decimals()):
            out.write(f"decimal,{text},{nearest(text).hex()},0\n")


if __name__ == "__main__":
    main()
