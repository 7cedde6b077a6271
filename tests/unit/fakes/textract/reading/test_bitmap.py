import numpy as np

from fakes.textract.reading.bitmap import ink_of, without_dust

DPI = 300


def test_dust_goes_and_a_full_stop_beside_a_letter_stays() -> None:
    page = np.full((400, 400), 255, np.uint8)
    page[100:140, 100:130] = 0  # a letter
    page[135:140, 136:141] = 0  # its full stop
    page[300:305, 300:305] = 0  # as large, but alone
    page[120:122, 140:142] = 0  # a grain beside the letter

    clean = ink_of(without_dust(page, DPI))

    assert clean[100:140, 100:130].all()
    assert clean[135:140, 136:141].all()
    assert not clean[300:305, 300:305].any()
    assert not clean[120:122, 140:142].any()
