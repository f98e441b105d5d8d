"""The figures of a report are those of the engine's evaluation, and of scikit-learn on the same answers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from helpers.batches.judged_run import LABELS, map_at, plan_of, random_rows, refused_row, row_of
from helpers.batches.read_html import ReadHtml
from helpers.shown_model import model_info
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score, precision_recall_fscore_support

from engine.evaluation.localisation import Located
from engine.network.description import Head
from gui.batch.report.content import document_of
from gui.batch.report.document import Chart, Points, Sheet
from gui.batch.report.gather import MISTAKES, report_data
from gui.batch.report.html_writer import html_of
from gui.words.numbers import percent

MODEL = model_info(sha256="a" * 64, labels=LABELS)
pytestmark = pytest.mark.usefixtures("qapp")


def data_of(rows, truths, plan=None, model=MODEL):
    names = [row.name for row in rows if row.answers]
    maps = np.array([map_at(5, 3 + 2 * ((row.target or 0) % 4)) for row in rows if row.answers])
    return report_data(plan or plan_of(), Path("/data/images"), rows, truths, names, maps, model)


def page_of(data):
    return ReadHtml(b"".join(html_of(document_of(data, "en"))).decode())


@pytest.fixture(scope="module")
def judged(qapp):
    rows, truths = random_rows(200)
    data = data_of([*rows, refused_row("bad.jpg")], truths)
    truth = [truths[row.name] for row in rows]
    return data, page_of(data), truth, [row.answer for row in rows]


def test_accuracy_is_scikit_learns_with_its_counts_and_an_interval(judged):
    _, page, truth, answer = judged
    right = int(accuracy_score(truth, answer, normalize=False))
    said = page.fact("Accuracy")
    assert said.startswith(f"{percent(right / 200)} right: {right} of 200 with a true class")
    assert "95 % confidence interval" in said


def test_the_table_of_classes_is_scikit_learns(judged):
    _, page, truth, answer = judged
    precision, recall, f1, count = precision_recall_fscore_support(truth, answer)
    rows = page.table("Classes.")
    assert [row[0] for row in rows] == list(LABELS)
    assert [row[1] for row in rows] == [str(each) for each in count]
    for column, wanted in ((3, precision), (4, recall), (5, f1)):
        assert [row[column] for row in rows] == [percent(each) for each in wanted]
    assert page.fact("Mean F1 of the classes") == percent(f1_score(truth, answer, average="macro"))
    assert page.fact("Mean recall of the classes") == percent(recall.mean())


def test_the_most_frequent_mistakes_are_cells_of_scikit_learns_matrix(judged):
    _, page, truth, answer = judged
    matrix = confusion_matrix(truth, answer)
    pairs = page.table("The most frequent mistakes")
    assert [int(row[2]) for row in pairs] == sorted(matrix[~np.eye(3, dtype=bool)], reverse=True)
    for name, said, count, share in pairs:
        row, column = LABELS.index(name), LABELS.index(said)
        assert int(count) == matrix[row, column]
        assert share == percent(matrix[row, column] / matrix[row].sum())


def test_the_calibration_error_is_that_of_its_definition(judged):
    data, page, truth, answer = judged
    sure = np.array([row.probability for row in data.done])
    right = np.array(truth) == np.array(answer)
    bins = np.ceil(sure * 15) - 1
    error = sum(abs(right[bins == n].mean() - sure[bins == n].mean()) * (bins == n).mean() for n in set(bins))
    assert page.fact("Expected calibration error (15 equal-width bins)") == percent(error)


def test_the_summary_says_how_many_and_what_guessing_would_do(judged):
    data, page, truth, _ = judged
    assert "Model: m.keras. Images in the folder “images”: 201, of which explained: 200." in page.text
    most = int(np.bincount(truth).argmax())
    assert f"Always answering “{LABELS[most]}”" in page.text
    assert f"would be right for {percent(truth.count(most) / 200)}" in page.text
    assert data.judgement.count == 200


def test_the_most_confident_mistakes_come_first(judged):
    data, _, truth, _ = judged
    wrong = [row for row, true in zip(data.done, truth, strict=True) if row.answer != true]
    wrong.sort(key=lambda row: -row.probability)
    blocks = [block for block in document_of(data, "en").blocks if isinstance(block, Sheet)]
    sheet = next(block for block in blocks if block.title == "The most confident mistakes")
    assert [tile.title for tile in sheet.tiles] == [row.name for row in wrong[:MISTAKES]]


def test_refused_images_stand_with_their_sentence(judged):
    _, page, _, _ = judged
    ((name, why),) = page.table("Refused images")
    assert name == "bad.jpg"
    assert why.startswith("“bad.jpg” is damaged")


def test_without_true_classes_nothing_is_said_of_right_and_wrong():
    rows, _ = random_rows(40)
    document = document_of(data_of(rows, {}), "en")
    page = page_of(data_of(rows, {}))
    assert "No true classes are known" in page.text
    assert "Where the model looks" in page.text
    assert "Accuracy" not in page.text
    assert not any(isinstance(block, Chart) for block in document.blocks)


def test_a_matrix_of_many_classes_gives_way_to_the_pairs():
    labels = tuple(f"class {n}" for n in range(40))
    rows, truths = random_rows(900, 40)
    data = data_of(rows, truths, plan_of(labels), None)
    charts = [block.title for block in document_of(data, "en").blocks if isinstance(block, Chart)]
    assert len(charts) == 1
    assert charts[0].startswith("Reliability diagram.")
    assert len(page_of(data).table("The most frequent mistakes")) == 15


def test_the_table_of_classes_is_cut_where_it_says_so():
    labels = tuple(f"class {n}" for n in range(50))
    rows, truths = random_rows(900, 50)
    page = page_of(data_of(rows, truths, plan_of(labels), None))
    assert len(page.table("Classes.")) == 40
    assert "classes that are left out: 10." in page.text


def test_typical_images_are_the_nearest_to_the_mean_map_among_the_right_answers():
    rows = [row_of(f"{n}.jpg", 0, 0.9) for n in range(4)]
    maps = np.array([map_at(5, 5), map_at(5, 6), map_at(0, 0), map_at(5, 5.5)])
    truths = {"1.jpg": 1, "0.jpg": 0}
    data = report_data(plan_of(), Path("/data/images"), rows, truths, [row.name for row in rows], maps)
    ((index, names),) = data.typical
    assert index == 0
    assert names == ("3.jpg", "0.jpg", "2.jpg")  # 1.jpg is a mistake


def test_a_class_of_two_images_has_no_typical_ones():
    rows = [row_of(f"{n}.jpg", 0, 0.9) for n in range(2)]
    assert data_of(rows, {}).typical == ()
    assert "Typical images" not in page_of(data_of(rows, {})).text


def test_probabilities_are_doubted_only_beyond_chance():
    rows = [row_of(f"{n}.jpg", 0, 0.7) for n in range(90)]

    def doubted(right, count):
        truths = {row.name: 0 if n < right else 1 for n, row in enumerate(rows[:count])}
        return "Do not take them at their word" in page_of(data_of(rows[:count], truths)).text

    assert doubted(90, 90)
    assert not doubted(63, 90)
    assert not doubted(3, 3)  # three of three are no wonder


def test_typical_images_are_called_right_only_where_that_is_known():
    rows = [row_of(f"{n}.jpg", 0, 0.9) for n in range(3)]
    said = "Images whose maps are nearest to the mean map of the class they were answered with."
    assert said in page_of(data_of(rows, {})).text
    some = page_of(data_of(rows, {"0.jpg": 0})).text
    assert f"{said} Where the true class of an image is known, that answer is right." in some
    every = page_of(data_of(rows, {row.name: 0 for row in rows})).text
    assert said not in every and "Rightly answered images" in every


def test_it_says_what_right_means_where_an_image_may_have_several_classes():
    rows, truths = random_rows(40)
    said = "Right means that the class with the highest probability is the true class"
    several = model_info(sha256="a" * 64, labels=LABELS, head=Head.SIGMOID)
    assert said in page_of(data_of(rows, truths, model=several)).text
    assert said not in page_of(data_of(rows, truths)).text


def test_of_a_model_that_answers_with_one_number_nothing_is_right_or_wrong():
    rows = [replace(row_of(f"{n}.jpg", 0, 0.9), answers=((0, 3.5),)) for n in range(3)]
    one = model_info(sha256="a" * 64, labels=("age",), head=Head.VALUE)
    page = page_of(data_of(rows, {"0.jpg": 0}, plan_of(("age",)), one))
    assert "no answer is right or wrong" in page.text and "Accuracy" not in page.text
    assert "No true classes are known" not in page.text


def test_it_says_where_true_classes_come_from_and_which_names_were_taken_for_which():
    rows = [row_of(f"{n}.jpg", 0, 0.9) for n in range(6)]
    said = {"0.jpg": "cats", "1.jpg": "cats", "2.jpg": "cat", "3.jpg": "wolf", "4.jpg": "cats"}
    data = data_of(rows, {"0.jpg": 0, "1.jpg": 0, "2.jpg": 0, "4.jpg": 2, "5.jpg": 1})
    text = page_of(replace(data, said=said, truth_source="truth.csv")).text
    assert "The table “truth.csv” says the true classes." in text
    assert "were taken for: “cats” = cat." in text
    assert "so that their images are not judged: “wolf”." in text
    assert "True classes set by hand: 2." in text
    assert "sub-folders are the true classes" in page_of(replace(data, said=said, truth_source="folders")).text
    assert "Where the true classes come from" not in page_of(data_of(rows, {})).text


def test_what_folders_are_called_is_left_out_where_it_may_be_a_patients_name():
    rows = [row_of("smith/1.dcm", 0, 0.9, alias="DICOM-1"), row_of("cats/2.dcm", 0, 0.9, alias="DICOM-2")]
    data = replace(data_of(rows, {"cats/2.dcm": 0}), said={"smith/1.dcm": "smith", "cats/2.dcm": "cats"})
    text = page_of(replace(data, truth_source="smith.csv")).text
    assert "smith" not in text
    assert "Names that are no class of the model: 1." in text and "“cats” = cat" in text


def test_a_run_of_which_no_image_was_explained_says_so_and_claims_nothing_of_maps():
    page = page_of(data_of([], {}))
    assert "No image was explained, so there is nothing to look at." in page.text
    assert "What stands out" not in page.text
    refused = page_of(data_of([refused_row("a.png")], {"a.png": 0}))
    assert "No image with a true class was explained" in refused.text
    assert "What stands out" not in refused.text


def test_boxes_stand_beside_the_centre():
    found = [Located(True, 0.8, 0.5, False, 0.25, 0.125, 0.3), Located(False, 0.4, 0.25, True, 0.75, 0.375, 0.3)]
    rows = [row_of(f"{n}.jpg", n, 0.9, located=each) for n, each in enumerate(found)]
    table = page_of(data_of(rows, {})).table("Maps and objects")
    assert table[0] == ["All classes", "2", "50.0 %", "50.0 %", "60.0 %", "50.0 %", "37.5 %", "25.0 %"]
    assert table[1] == ["cat", "1", "100.0 %", "0.0 %", "80.0 %", "25.0 %", "50.0 %", "12.5 %"]


def test_assumed_pixel_values_are_the_first_thing_to_look_at():
    rows, truths = random_rows(40)
    assumed = model_info(sha256="a" * 64, labels=LABELS, pixel_values="0..1", pixel_values_from="assumed")

    def first(plan):
        blocks = document_of(data_of(rows, truths, plan, assumed), "en").blocks
        points = [block for block in blocks if isinstance(block, Points)]
        return points[1].items[0]

    assert first(plan_of()).startswith("Pixel values assumed: 0 to 1.")
    assert not first(plan_of(pixels_chosen=True)).startswith("Pixel values assumed")
