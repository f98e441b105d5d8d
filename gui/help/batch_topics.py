"""The help pages about batches: what to do, what the measures mean, and what “Look first” is and is not."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.words.topics import Topic

BATCH_TOPICS = {
    Topic.BATCH: (
        QT_TRANSLATE_NOOP("help", "Judge a whole folder"),
        QT_TRANSLATE_NOOP(
            "help",
            "What it is for\n"
            "One map is about one image. To judge a model, ask it about hundreds: Run > Explain a folder… computes the "
            "answer and the map of every image in a folder and its sub-folders, and collects them in a table.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Start\n"
            "Open the model and check its pixel values first: a wrong choice spoils the whole batch.\n"
            "Choose the folder of images, what is explained, and what is written for each image. Saliscope tries a few "
            "images and says how long it will take and how much room it needs.\n"
            "Everything goes into a run folder of its own. Your images are never changed.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "While it runs\n"
            "The table fills as images are done. The window stays usable: the image on screen goes first.\n"
            "Images that cannot be read are refused, each with the reason; the batch goes on.\n"
            "Pause whenever you like. After a stop, choose “Go on”; after a crash or a power cut, a message offers it "
            "at the next start, or open the run folder: nothing that is done is computed again.\n"
            "Once it is finished, “Update” explains images that were added or changed since.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "The table\n"
            "Enter opens an image in the viewer, with the class that was explained. F7 goes back to the table.\n"
            "F2 sets the true class of all rows that are selected. The measures follow at once.\n"
            "The list above the table shows wrong answers only, or those to look at first. Ctrl+F finds a name or a "
            "class.\n"
            "Move to a number with the arrow keys: the line below the table says what it means.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "True classes\n"
            "If you know what the images show, Saliscope can count how often the model is right. The true class comes "
            "from the names of sub-folders, from a CSV file with a column of files and one of classes, or from you, in "
            "the table.\n"
            "Names that are not exactly those of the model are shown, and you say which class they mean.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Pass it on\n"
            "Report… in the window of the batch writes it. A report contains the measures, the confusion matrix, mean "
            "maps, examples and a record that repeats the batch, "
            "as one HTML or PDF file. The table can be saved as CSV.\n"
            "Names of DICOM files are left out unless you choose otherwise.",
        ),
    ),
    Topic.MEASURES: (
        QT_TRANSLATE_NOOP("help", "What a batch's measures mean"),
        QT_TRANSLATE_NOOP(
            "help",
            "Of each image\n"
            "The margin is how far the first answer's probability lies above the second's. A small margin means that "
            "the model hesitates.\n"
            "Concentration is the Gini coefficient of the evidence: 0 if it is spread evenly, 1 if it lies on one "
            "point. Neither is better.\n"
            "Border is the share of the evidence in the outer tenth on each side of the image. Evidence that is spread "
            "evenly has 36 % there.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "With true classes\n"
            "Accuracy is the share of answers that are right: the class with the highest probability is the true "
            "class, also of a model that may find several classes in an image. If one class has 90 % of the images, "
            "always answering it has an accuracy of 90 %, so look at each class.\n"
            "Precision: of the images answered with a class, how many show it. Recall: of the images that show it, how "
            "many were answered with it. F1 combines the two.\n"
            "The numbers of images stand beside them. A share of ten images says little.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Confusion matrix\n"
            "Each row is a true class, each column an answer. Right answers are on the diagonal. Choose a cell to see "
            "its images in the table.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Are the probabilities honest?\n"
            "The reliability diagram sorts answers into 15 bins of equal width by their probability, and shows how "
            "often those of each bin are right. In an honest model, 80 % of the answers with a probability of 80 % are "
            "right.\n"
            "The expected calibration error is the mean distance between the two, weighted by the number of answers. "
            "It depends on the bins. Chance alone makes it more than 0: beside it stands about what exactly right "
            "probabilities would have with so many images.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "With boxes or masks\n"
            "Pointing game: whether the map's highest point lies on the object. Energy inside: the share of the "
            "evidence on the object. Intersection over union: how well the places above half of the highest value fit "
            "the object.\n"
            "Beside each stands what a blob in the middle of the image would reach. Objects are often in the middle: a "
            "figure that is no better shows nothing.",
        ),
    ),
    Topic.LOOK_FIRST: (
        QT_TRANSLATE_NOOP("help", "What “Look first” means"),
        QT_TRANSLATE_NOOP(
            "help",
            "What it is\n"
            "Nobody looks at ten thousand maps. Saliscope marks the images whose maps are unusual, so that you see "
            "these first. It needs no true classes.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What it marks\n"
            "Evidence at the border (the outer tenth on each side) or in one corner (a sixteenth of the image): "
            "perhaps a stamp, a ruler or a watermark. Each image says its share, and that of even evidence.\n"
            "Maps of a class that look alike although the images differ: perhaps the model looks at a fixed place.\n"
            "Maps least like the mean map of their class.\n"
            "Near-duplicates, which count several times in every figure.\n"
            "Empty maps, without any evidence for the class.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What it is not\n"
            "It is no verdict. An object at the edge of the image has its evidence at the border, and images that are "
            "all framed alike have similar maps.\n"
            "An image that is not marked is not right for that reason: a model can be wrong with a perfectly ordinary "
            "map.\n"
            "It is about this method and this layer. Repeat it with another before you conclude.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What to do\n"
            "Open a marked image. Hide the suspicious place with the probe: if the answer changes, the model depends "
            "on it.",
        ),
    ),
}
"""As the other pages: a title, then sections with the heading on the first line, a paragraph on each other line."""
