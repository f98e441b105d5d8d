"""Near-duplicates among many images."""

import cv2
import numpy as np
import pytest

from engine.evaluation.duplicates import NEAR, difference_hash, near_duplicates


def picture(seed, size=(120, 160)):
    noise = np.random.default_rng(seed).integers(0, 256, (12, 16, 3)).astype(np.uint8)
    return cv2.resize(noise, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)


def apart(one, other):
    return (int(one, 16) ^ int(other, 16)).bit_count()


def hexadecimal(code):
    return f"{code:016x}"


def test_the_hash_tells_which_neighbour_is_brighter():
    rising = np.tile(np.arange(0, 90, 10, dtype=np.uint8), (8, 1))[..., None]
    assert difference_hash(rising) == "f" * 16
    assert difference_hash(rising[:, ::-1]) == "0" * 16


def test_another_size_compression_and_brightness_hardly_change_it():
    pixels = picture(1)
    _, data = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 60])
    for other in (
        cv2.resize(pixels, (77, 55), interpolation=cv2.INTER_AREA),
        cv2.imdecode(data, cv2.IMREAD_COLOR),
        (pixels * 0.7 + 20).astype(np.uint8),
    ):
        assert apart(difference_hash(pixels), difference_hash(other)) <= NEAR
    assert apart(difference_hash(pixels), difference_hash(picture(2))) > 3 * NEAR


@pytest.mark.parametrize("channels", [1, 3, 4, 7])
def test_any_number_of_channels_has_a_hash(channels):
    assert len(difference_hash(np.random.default_rng(0).integers(0, 255, (5, 4, channels), np.uint8))) == 16


def test_planted_duplicates_are_found_among_noise():
    rng = np.random.default_rng(3)
    codes = [int(code) for code in rng.integers(1, 2**63, 20_000)]
    planted = []
    for place in range(100):
        bits = rng.choice(64, rng.integers(0, NEAR + 1), replace=False)
        code = codes[place]
        for bit in bits:
            code ^= 1 << int(bit)
        planted.append((place, len(codes)))
        codes.append(code)
    assert near_duplicates([hexadecimal(code) for code in codes]) == planted


def test_one_bit_too_many_is_another_image():
    code = 0xF0F0F0F0F0F0F0F0
    assert near_duplicates([hexadecimal(code), hexadecimal(code ^ 0b111)]) == [(0, 1)]
    assert near_duplicates([hexadecimal(code), hexadecimal(code ^ 0b1111)]) == []


def test_empty_images_are_nobodys_duplicates():
    assert near_duplicates(["0" * 16, "0" * 16, "", ""]) == []
    assert near_duplicates([]) == []


def test_where_all_are_alike_the_pairs_are_bounded():
    assert 0 < len(near_duplicates(["00000000000000ff"] * 5000)) <= 50_000
