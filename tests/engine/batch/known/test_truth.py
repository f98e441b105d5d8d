"""True classes from folders and tables."""

import pytest

from engine.batch.known import truth
from engine.batch.known.file_matching import ImageNames
from engine.batch.known.truth import read_truth, truth_of_folders
from engine.errors import Code, SaliscopeError

NAMES = ["cat/1.jpg", "cat/2.jpg", "dog/1.jpg", "dog/3.png"]
TRUE = {"cat/1.jpg": "cat", "cat/2.jpg": "cat", "dog/1.jpg": "dog", "dog/3.png": "dog"}


def said(tmp_path, text, names=NAMES, encoding="utf-8"):
    path = tmp_path / "truth.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return read_truth(path, names)


def refusal(tmp_path, text, names=NAMES):
    with pytest.raises(SaliscopeError) as caught:
        said(tmp_path, text, names)
    return caught.value


def test_the_folder_that_holds_an_image_is_its_class():
    assert truth_of_folders([*NAMES, "loose.jpg"]) == TRUE
    assert truth_of_folders([f"train/{name}" for name in NAMES]) == {
        f"train/{name}": what for name, what in TRUE.items()
    }
    assert truth_of_folders(["cat/1.jpg", "cat/2.jpg"]) == {"cat/1.jpg": "cat", "cat/2.jpg": "cat"}
    assert truth_of_folders(["1.jpg"]) == truth_of_folders([]) == {}


def test_folders_of_one_name_leave_the_class_to_those_above():
    assert truth_of_folders(["cat/images/1.jpg", "dog/images/1.jpg"]) == {
        "cat/images/1.jpg": "cat",
        "dog/images/1.jpg": "dog",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("head", ["file{}class\n", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_are_read_however_they_are_written(tmp_path, separator, head, encoding):
    text = head.format(separator) + "".join(f"{name}{separator}{what}\n" for name, what in TRUE.items())
    assert said(tmp_path, text, encoding=encoding) == TRUE


def test_western_letters_of_old_are_read(tmp_path):
    assert said(tmp_path, "a.jpg;chêne\n", ["a.jpg"], encoding="cp1252") == {"a.jpg": "chêne"}


def test_cells_may_be_quoted_and_hold_separators(tmp_path):
    text = '"image","label"\n"a, b.jpg","tench, Tinca tinca"\n"c.jpg", "x"\n'
    assert said(tmp_path, text, ["a, b.jpg", "c.jpg"]) == {"a, b.jpg": "tench, Tinca tinca", "c.jpg": "x"}


def test_a_remark_with_commas_does_not_part_the_cells_of_a_table_with_semicolons(tmp_path):
    text = "Fichier;Diagnostic;Remarque\na.dcm;malade;vu, relu\nb.dcm;sain;vu, relu\n"
    assert said(tmp_path, text, ["a.dcm", "b.dcm"]) == {"a.dcm": "malade", "b.dcm": "sain"}


def test_the_class_is_in_the_column_that_says_so(tmp_path):
    text = "lesion_id,image_id,dx,age\nL1,ISIC_01,mel,60\nL2,ISIC_02,nv,50\n"
    assert said(tmp_path, text, ["ISIC_01.jpg", "x/ISIC_02.jpg"]) == {"ISIC_01.jpg": "mel", "x/ISIC_02.jpg": "nv"}
    assert said(tmp_path, "dog,x/1.jpg\ncat,x/2.jpg\n", ["1.jpg", "2.jpg"]) == {"1.jpg": "dog", "2.jpg": "cat"}


def test_a_column_for_each_class_is_read(tmp_path):
    text = "image,MEL,NV,BCC\nISIC_01,0.0,1.0,0.0\nISIC_02,1.0,0.0,0.0\nISIC_03,0.0,0.0,0.0\n"
    names = ["ISIC_01.jpg", "ISIC_02.jpg", "ISIC_03.jpg"]
    assert said(tmp_path, text, names) == {"ISIC_01.jpg": "NV", "ISIC_02.jpg": "MEL"}


def test_classes_may_be_numbers(tmp_path):
    assert said(tmp_path, "1.jpg,0\n2.jpg,1\n", ["1.jpg", "2.jpg"]) == {"1.jpg": "0", "2.jpg": "1"}


def test_rows_that_say_the_same_twice_are_one_and_those_that_differ_are_refused(tmp_path):
    assert said(tmp_path, "1.jpg,a\n1.jpg,a\n", ["1.jpg"]) == {"1.jpg": "a"}
    fault = refusal(tmp_path, "1.jpg,a\n1.jpg,b\n", ["1.jpg"])
    assert fault.code is Code.TRUTH_CONTRADICTS
    assert fault.params == {"name": "truth.csv", "image": "1.jpg", "one": "a", "other": "b"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.TRUTH_NONE),
        (b"other.jpg,cat\n", Code.TRUTH_NONE),
        (b"cat/1.jpg\ncat/2.jpg\n", Code.TRUTH_NONE),
        (b"cat/1.jpg,\n", Code.TRUTH_NONE),
        (b"\x00\x01\x02", Code.TRUTH_UNREADABLE),
        (b"\xff\xfe\x00", Code.TRUTH_UNREADABLE),
        (b'"' + b"x" * 200_000, Code.TRUTH_NONE),
        (b"," * 100_000, Code.TRUTH_NONE),
    ],
)
def test_what_is_no_table_of_true_classes_is_refused(tmp_path, content, code):
    assert refusal(tmp_path, content).code is code


def test_no_file_a_folder_and_too_much_are_refused(tmp_path, monkeypatch):
    for path, code in ((tmp_path / "none.csv", Code.FILE_MISSING), (tmp_path, Code.TRUTH_UNREADABLE)):
        with pytest.raises(SaliscopeError) as caught:
            read_truth(path, NAMES)
        assert caught.value.code is code
    monkeypatch.setattr(truth, "MAX_BYTES", 10)
    assert refusal(tmp_path, "cat/1.jpg,cat\n").code is Code.FILE_TOO_BIG


def test_files_are_found_by_path_by_name_and_by_the_folders_that_agree():
    images = ImageNames(NAMES)
    assert images.matched(["cat\\2.jpg", r"C:\data\DOG\3.PNG", "./dog/1.jpg"]) == {
        "cat\\2.jpg": "cat/2.jpg",
        r"C:\data\DOG\3.PNG": "dog/3.png",
        "./dog/1.jpg": "dog/1.jpg",
    }
    assert images.matched(["2.jpg", "3", "elsewhere/2.jpg"]) == {"2.jpg": "cat/2.jpg", "3": "dog/3.png"}
    assert images.matched(["elsewhere/2.jpg"]) == {"elsewhere/2.jpg": "cat/2.jpg"}
    assert images.matched(["1.jpg", "fox/1.jpg", "../../etc/passwd", "", "/", "."]) == {}


def test_of_one_folder_of_a_larger_set_only_its_own_files_are_taken():
    assert ImageNames(["1.jpg"]).matched(["cat/1.jpg", "dog/1.jpg"]) == {}
    assert ImageNames(["cat/1.jpg"]).matched(["x/cat/1.jpg", "x/dog/1.jpg"]) == {"x/cat/1.jpg": "cat/1.jpg"}


def test_names_with_dots_are_whole_where_no_suffix_is_said():
    assert ImageNames(["img.1.jpg", "img.2.jpg"]).matched(["img.1", "img.2"]) == {
        "img.1": "img.1.jpg",
        "img.2": "img.2.jpg",
    }
