from __future__ import annotations

import io

import pytest

from desktop.exports import srgb


def test_the_profile_is_of_version_2_and_as_long_as_it_says() -> None:
    profile = srgb.profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8:12] == b"\x02\x10\x00\x00"
    assert profile[36:40] == b"acsp"


def test_another_program_reads_it_and_sees_srgb() -> None:
    cms = pytest.importorskip("PIL.ImageCms")
    image = pytest.importorskip("PIL.Image")
    ours = cms.ImageCmsProfile(io.BytesIO(srgb.profile()))
    assert cms.getProfileDescription(ours).strip() == "sRGB IEC61966-2.1"
    colours = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (39, 80, 155), (138, 97, 0)]
    strip = image.new("RGB", (len(colours), 1))
    strip.putdata(colours)
    seen = cms.profileToProfile(strip, ours, cms.createProfile("sRGB"))
    for colour, shown in zip(colours, (seen.getpixel((at, 0)) for at in range(len(colours))), strict=True):
        assert all(abs(one - other) <= 1 for one, other in zip(colour, shown, strict=True)), colour
