"""Names of classes matched to a model's, and what stays open."""

import pytest

from engine.batch.known.matching import match_classes, regions_of_class
from engine.evaluation.localisation import Region
from engine.models.labels.choice import imagenet_labels, imagenet_synsets

ANIMALS = ("cat", "dog", "Arctic fox", "élan", "zebra")


@pytest.mark.parametrize(
    ("said", "index"),
    [
        *(("cat", 0), ("CAT", 0), (" dog ", 1), ("arctic_fox", 2), ("Arctic-Fox", 2), ("ARCTIC  FOX", 2)),
        *(("elan", 3), ("Élan", 3), ("e\u0301lan", 3), ("cats", 0), ("Arctic_Foxes", 2), ("0_cat", 0), ("01-dog", 1)),
        *(("002.Arctic_fox", 2), ("4", 4)),
    ],
)
def test_a_class_is_found_however_it_is_written(said, index):
    assert match_classes({said}, ANIMALS).found == {said: index}


@pytest.mark.parametrize("said", ["lion", "", "6", "-1", "arctic", "9" * 30, "dog house", "fox", "grey_zebra"])
def test_what_fits_no_class_or_several_stays_open(said):
    found = match_classes({said}, ANIMALS)
    assert found.found == {} and found.unmatched == (said,)


def test_numbers_up_to_that_of_the_last_class_count_from_one():
    assert match_classes({"1", "2", "5"}, ANIMALS).found == {"1": 0, "2": 1, "5": 4}
    assert match_classes({"0", "1", "4"}, ANIMALS).found == {"0": 0, "1": 1, "4": 4}


def test_a_name_goes_before_a_number():
    assert match_classes({"0", "1"}, ("1", "0")).found == {"0": 1, "1": 0}


def test_what_is_not_simply_the_name_of_its_class_is_told():
    plain = {"CAT", "01-dog", "elan", "n02120079"}
    found = match_classes(plain | {"Arctic_Foxes", "zebras", "lion"}, (*ANIMALS, "n02120079"))
    assert found.lenient == ("Arctic_Foxes", "zebras")
    assert found.chosen({"zebras": None, "lion": 0}).lenient == ("Arctic_Foxes",)
    assert match_classes({"1", "5"}, ANIMALS).lenient == match_classes({"1", "5"}, ANIMALS).lenient == ("1", "5")
    assert match_classes({"1", "3"}, ANIMALS).lenient == ("1", "3")
    assert match_classes({"0", "1"}, ANIMALS).lenient == ()


@pytest.mark.parametrize(("said", "suggested"), [("fox", 2), ("grey_zebra", 4), ("sea dog", 1)])
def test_a_kind_of_a_class_or_what_a_class_is_a_kind_of_is_only_suggested(said, suggested):
    found = match_classes({said}, ANIMALS)
    assert found.found == {}
    assert found.suggestions[said] == (suggested,)


def test_fish_is_not_taken_for_one_of_imagenets_fish():
    labels = imagenet_labels()
    found = match_classes({"fish", "goldfish"}, labels)
    assert set(found.found) == {"goldfish"}
    assert labels[found.suggestions["fish"][0]] == "anemone fish"


def test_names_of_several_classes_are_suggested():
    found = match_classes({"crane"}, ("crane", "Crane", "dog"))
    assert found.found == {"crane": 0}
    found = match_classes({"CRANE", "fox"}, ("crane", "Crane", "red fox", "grey fox"))
    assert found.unmatched == ("CRANE", "fox")
    assert found.suggestions == {"CRANE": (0, 1), "fox": (2, 3)}


def test_what_is_written_alike_is_suggested_the_likeliest_first():
    assert match_classes({"zebbra"}, ANIMALS).suggestions["zebbra"][0] == 4
    assert match_classes({"qqq"}, ANIMALS).suggestions == {"qqq": ()}


def test_a_column_of_other_things_is_soon_done():
    said = {f"patient {number}" for number in range(4000)} | {"cat"}
    found = match_classes(said, tuple(f"class {number}" for number in range(50)) + ANIMALS)
    assert found.found == {"cat": 50} and len(found.unmatched) == 4000


def test_one_of_several_names_between_commas_is_enough():
    assert match_classes({"tinca_tinca"}, ("tench, Tinca tinca", "goldfish")).found == {"tinca_tinca": 0}


def test_wordnet_ids_mean_imagenets_classes():
    names, synsets = imagenet_labels(), imagenet_synsets()
    assert match_classes(set(synsets), names).found == {synset: place for place, synset in enumerate(synsets)}
    assert match_classes({synsets[3]}, ("background", *names)).found == {synsets[3]: 4}
    assert match_classes({f"{synsets[1]}-goldfish"}, ("dog", names[1])).found == {f"{synsets[1]}-goldfish": 1}
    assert match_classes({"n02121620"}, ANIMALS).found == {}


def test_what_somebody_chose_goes_first():
    found = match_classes({"cat", "wolf", "qqq"}, ANIMALS).chosen({"wolf": 1, "cat": None})
    assert found.found == {"wolf": 1}
    assert found.unmatched == ("cat", "qqq") and set(found.suggestions) == {"cat", "qqq"}


def test_the_explained_classes_regions_count():
    cat, dogs, sofa = Region("cat"), Region("DOGS"), Region("sofa")
    assert regions_of_class([cat, dogs, sofa], 1, ANIMALS) == (dogs,)
    assert regions_of_class([cat, sofa], 1, ANIMALS) == ()
    assert regions_of_class([sofa, Region("")], 1, ANIMALS) == (sofa, Region(""))
    assert regions_of_class([cat], None, ANIMALS) == (cat,)
    assert regions_of_class([Region("Crane")], 1, ("crane", "CRANE", "x")) == (Region("Crane"),)
    fox = Region("fox")
    assert regions_of_class([fox, dogs], 2, ANIMALS) == (fox,)
    assert regions_of_class([fox, dogs], 1, ("red fox", "grey fox", "dog")) == (fox,)


@pytest.mark.parametrize("said", ["no defect", "defect-free", "non_defect", "sans defect"])
def test_a_word_that_turns_the_meaning_of_a_region_is_heeded(said):
    turned, fine = Region(said), Region("fine")
    assert regions_of_class([turned, fine], 0, ("defect", "fine")) == ()
