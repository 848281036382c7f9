"""Pictures are read in bounds; what is wrong with one is told, and a position in it above all."""

import io
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from generator.reading.picture_parts import MOST_SCANS, BadPicture, parts_of
from generator.reading.pictures import MAX_BYTES, PictureFile, read_picture, stripped
from tests.drawn import AUTHOR, ENDINGS, PLAIN_PARTS, XMP, drawing, exif, parts, raw_profile, saved, with_piece


def told(root: Path, name: str, content: bytes) -> str:
    """The rule and the message of the one problem with a picture."""
    (root / name).write_bytes(content)
    found, problems = read_picture(root, name)
    assert found is None
    (problem,) = problems
    assert problem.path == name and problem.hint
    return f"{problem.rule}: {problem.message}"


def sound(root: Path, name: str, content: bytes) -> PictureFile:
    """A picture in which nothing is wrong."""
    (root / name).write_bytes(content)
    found, problems = read_picture(root, name)
    assert found is not None, problems
    return found


@pytest.mark.parametrize("form", ENDINGS)
def test_a_picture_is_read(form: str, tmp_path: Path) -> None:
    """Its form and its size are those of what the file holds."""
    found = sound(tmp_path, f"a.{ENDINGS[form]}", saved(drawing(), form))

    assert (found.form, found.width, found.height) == (form, 400, 300)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA"])
def test_every_way_to_keep_colours_of_a_screen_is_read(mode: str, tmp_path: Path) -> None:
    """Black and white, grey, a palette, colours, and each with parts one sees through."""
    assert sound(tmp_path, "a.png", saved(drawing(mode=mode), "PNG")).width == 400


@pytest.mark.parametrize("form", ENDINGS)
def test_a_position_is_told(form: str, tmp_path: Path) -> None:
    """Camera data with a latitude are a problem of their own, whatever the form, and the place is not repeated."""
    content = saved(drawing(), form, exif=exif(position=True))

    (tmp_path / f"a.{ENDINGS[form]}").write_bytes(content)
    _, (problem,) = read_picture(tmp_path, f"a.{ENDINGS[form]}")

    assert problem.rule == "picture-with-position"
    assert "shelter" in problem.hint and "victim" in problem.hint and "beacon strip" in problem.hint


@pytest.mark.parametrize("form", ENDINGS)
def test_a_position_in_a_text_beside_the_points_is_told(form: str, tmp_path: Path) -> None:
    """Programs write the place as XMP, too."""
    if form == "PNG":
        beside = PngImagePlugin.PngInfo()
        beside.add_itxt("XML:com.adobe.xmp", XMP.decode(), zip=True)
        content = saved(drawing(), form, pnginfo=beside)
    else:
        content = saved(drawing(), form, xmp=XMP)

    assert told(tmp_path, f"a.{ENDINGS[form]}", content).startswith("picture-with-position")


def test_a_position_in_hexadecimal_text_is_told(tmp_path: Path) -> None:
    """One widespread program keeps camera data in a PNG as packed hexadecimal text."""
    content = saved(drawing(), "PNG", pnginfo=raw_profile(exif(position=True).tobytes()))

    assert told(tmp_path, "a.png", content).startswith("picture-with-position")


def test_a_position_behind_the_picture_is_told(tmp_path: Path) -> None:
    """A phone hangs a short film with its own place behind a picture."""
    content = saved(drawing()) + b"\0\0\0\x20ftypmp42 moov udta \xa9xyz+00.0+000.0/"

    assert told(tmp_path, "a.jpg", content).startswith("picture-with-position")


def test_camera_data_without_a_position_pass(tmp_path: Path) -> None:
    """An author and a device are taken out by the build, and are no problem."""
    assert sound(tmp_path, "a.jpg", saved(drawing(), exif=exif()))


def test_an_empty_list_of_positions_passes(tmp_path: Path) -> None:
    """Programs that take the place out leave the number of the form behind."""
    beside = exif()
    beside.get_ifd(0x8825)[0] = b"\2\3\0\0"

    assert sound(tmp_path, "a.jpg", saved(drawing(), exif=beside))


def test_a_picture_is_what_it_holds_and_not_what_it_is_called(tmp_path: Path) -> None:
    """A name says nothing: what is in the file does."""
    assert 'PNG picture and its name ends in ".jpg"' in told(tmp_path, "a.jpg", saved(drawing(), "PNG"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "SVG"),
        (b"<?xml version='1.0'?>\n<!-- a --><svg/>", "SVG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        (b"PK\x03\x04" + b"\0" * 40, "zip archive"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<!doctype html><script>1</script>", "web page"),
        (b"hello", "something else"),
        (b"", "something else"),
    ],
)
def test_what_is_no_picture_is_named(content: bytes, said: str, tmp_path: Path) -> None:
    """Each is refused by what it is, and none is opened to find out."""
    assert said in told(tmp_path, "a.png", content)


def test_a_picture_that_moves_is_refused(tmp_path: Path) -> None:
    """Movement harms some readers."""
    frames = [drawing(), drawing().rotate(90)]
    moving = saved(frames[0], "PNG", save_all=True, append_images=frames[1:])

    assert "moves" in told(tmp_path, "a.png", moving)
    assert "moves" in told(tmp_path, "a.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]))


def test_a_picture_too_large_is_not_read(tmp_path: Path) -> None:
    """A megabyte is enough for what a page shows."""
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    _, (problem,) = read_picture(tmp_path, "a.jpg")

    assert problem.rule == "unreadable" and "1,000,001 bytes" in problem.message and "points wide" in problem.hint


def test_a_hundred_megabytes_are_not_read(tmp_path: Path) -> None:
    """The size is asked before a byte is."""
    with (tmp_path / "a.jpg").open("wb") as file:
        file.truncate(100_000_000)

    assert read_picture(tmp_path, "a.jpg")[1][0].rule == "unreadable"


@pytest.mark.parametrize("size", [(8001, 300), (7000, 7000)])
def test_more_points_than_are_drawn_are_refused(size: tuple[int, int], tmp_path: Path) -> None:
    """A few bytes can stand for very many points."""
    content = saved(Image.new("1", size), "PNG")
    assert len(content) < MAX_BYTES

    assert f"{size[0]:,} by {size[1]:,} points" in told(tmp_path, "a.png", content)


def test_a_webp_is_measured_before_it_is_opened(tmp_path: Path) -> None:
    """The library takes the memory for all points of a WebP when it opens one, so what it states is read first."""
    bare = saved(drawing(), "WEBP", lossless=True, exact=True)
    at = bare.index(b"VP8L") + 9
    huge = (16_000 | 16_000 << 14).to_bytes(4, "little")

    assert "16,001 by 16,001 points" in told(tmp_path, "a.webp", bare[:at] + huge + bare[at + 4 :])


def test_very_many_passes_over_a_jpeg_are_refused(tmp_path: Path) -> None:
    """Each pass is the work of the whole picture: a megabyte of them would draw for an hour."""
    bare = saved(drawing(), progressive=True)
    first = bare.index(b"\xff\xda")
    scan = bare[first : bare.index(b"\xff", first + 2)]

    assert "passes" in told(tmp_path, "a.jpg", bare[:first] + scan * (MOST_SCANS + 1) + bare[first:])


def test_a_text_packed_to_grow_is_not_unpacked_whole(tmp_path: Path) -> None:
    """A hundred megabytes of one letter take a hundred kilobytes; a megabyte of them is looked at."""
    import zlib

    bomb = b"Comment\0\0" + zlib.compress(b"A" * 100_000_000, 9)
    content = with_piece(saved(drawing(), "PNG"), b"zTXt", bomb)

    assert sound(tmp_path, "a.png", content)
    assert max(map(len, parts_of(content).beside)) <= 1_000_000


def test_a_picture_cut_off_is_told(tmp_path: Path) -> None:
    """At every hundredth byte, in every form, and without a traceback."""
    for form, ending in ENDINGS.items():
        whole = saved(drawing(), form)
        for length in range(12, len(whole) - 1, 100):
            assert told(tmp_path, f"a.{ending}", whole[:length]).startswith("bad-picture")


def test_colours_for_print_are_refused(tmp_path: Path) -> None:
    """Without their profile they would be shown wrongly."""
    assert "colours for print" in told(tmp_path, "a.jpg", saved(drawing(mode="CMYK")))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A contribution shows no file that it does not bring."""
    (tmp_path / "secret.jpg").write_bytes(saved(drawing()))
    (tmp_path / "a.jpg").symlink_to(tmp_path / "secret.jpg")

    found, (problem,) = read_picture(tmp_path, "a.jpg")

    assert found is None and "link" in problem.message


def test_a_picture_held_on_its_side_is_turned(tmp_path: Path) -> None:
    """Its size is that of what readers see."""
    found = sound(tmp_path, "a.jpg", saved(drawing(), exif=exif(turned=6)))

    assert (found.width, found.height) == (300, 400)


@pytest.mark.parametrize("form", ENDINGS)
def test_stripping_takes_everything_but_the_points(form: str) -> None:
    """No author, no device, no place; and not one point is changed."""
    source = saved(drawing(), form, exif=exif(position=True))

    bare = stripped(source)

    assert AUTHOR.encode() in source and AUTHOR.encode() not in bare
    assert set(parts(bare)) <= PLAIN_PARTS[form]
    before, after = (Image.open(io.BytesIO(content)).convert("RGBA") for content in (source, bare))
    assert before.tobytes() == after.tobytes()


def test_stripping_keeps_which_way_is_up() -> None:
    """Only how the camera was held is written back."""
    bare = stripped(saved(drawing(), exif=exif(position=True, turned=8)))

    assert dict(Image.open(io.BytesIO(bare)).getexif()) == {0x0112: 8}


def test_what_is_no_picture_is_not_stripped() -> None:
    """It is told as it is by the check."""
    with pytest.raises(BadPicture):
        stripped(b"GIF89a")
