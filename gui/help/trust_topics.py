"""The help pages about trust in a map: the six questions, the check of a region, and which method serves a model."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.words.topics import Topic

TRUST_TOPICS = {
    Topic.TRUST: (
        QT_TRANSLATE_NOOP("help", "How far to trust a map"),
        QT_TRANSLATE_NOOP(
            "help",
            "Why measure a map\n"
            "A heat map looks convincing whether or not it is right. Saliscope therefore measures the map on screen "
            "and answers six questions about it, each with a verdict.\n"
            "It measures while the window rests, and stops as soon as you ask something else.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "The six marks\n"
            "Each mark in the side panel is one question. Its shape says the verdict, not its colour alone: good, "
            "doubtful, poor, or no verdict. Click the line, or press F6, to see the details: values, thresholds, "
            "curves, and a sentence about each.\n"
            "Where several measures answer a question, the worst of those that decide counts.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What the verdicts mean\n"
            "The thresholds are stated beside each value. They are sensible, not sacred: a value just above one and "
            "a value just below it say nearly the same.\n"
            "Read the sentence as a whole: what holds, what does not, what to try. No single number says that a map "
            "can be trusted, so none is shown.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "What they do not mean\n"
            "Good measures do not make the answer right, and do not prove that the map shows the true reason. They "
            "say that the map passed tests at which poor maps fail.\n"
            "A poor value is not always the map's fault. If the model looks at nothing in particular, no map can "
            "show it.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "If something does not hold\n"
            "Choose another method or another layer, and look whether the marks change.\n"
            "Check the brightest region by hand: Tools > Check a region.\n"
            "Repeat it with other images. One image can be an exception.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Some measures have no value\n"
            "An image that has the shape of the model's input has no other fit, and an empty map has nothing to "
            "remove. The row says why.\n"
            "Slow methods would have to run again dozens of times: their maps are measured in part.",
        ),
    ),
    Topic.REGION: (
        QT_TRANSLATE_NOOP("help", "Check a region"),
        QT_TRANSLATE_NOOP(
            "help",
            "What it tells\n"
            "Choose Tools > Check a region, then click on the image or draw a rectangle. The model is asked again "
            "with that region covered in grey, and you read what the answer becomes.\n"
            "So you can test what the map says: if it shows the right place, the answer changes without it.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Beside 20 other regions\n"
            "Covering anything changes an answer a little. Therefore the model is also asked with 20 regions of the "
            "same size at random places covered, one at a time. You read their mean and their spread (one standard "
            "deviation).\n"
            "The region matters more than others if at most one of the 20 changes the answer as much, up or down. If "
            "more of them do, it is no special place.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "By keyboard\n"
            "The region begins where the map is strongest. The arrow keys move it, with Shift they change its size, "
            "Enter checks it, Esc ends it.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Careful\n"
            "A grey patch is a thing of its own: the model may never have seen one. If the result surprises you, paint "
            "over the place with the probe, which can also blur it or fill it from its surroundings.\n"
            "If an object appears twice, covering one of them changes little.\n"
            "A region of more than half the image leaves no room for others to compare it with.",
        ),
    ),
    Topic.WHICH_METHOD: (
        QT_TRANSLATE_NOOP("help", "Which method for this model?"),
        QT_TRANSLATE_NOOP(
            "help",
            "What it is for\n"
            "No method is best for every model. Run > Which method for this model?… explains some of your images "
            "with the methods that you tick, measures all the maps, and ranks the methods. Beside each stands how "
            "long it takes for an image.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "How to read it\n"
            "The tab Trust says on how many images each method holds, question by question, and how long a map "
            "takes. For each image the methods are ranked, with every question counting once; the mean rank gives "
            "their order. Look at the questions that matter to you: a fast method that holds everywhere may serve "
            "you better than a slow one that is a little ahead.\n"
            "A test (Wilcoxon's signed-rank test) asks whether the first method is better, or only luckier in its "
            "images. If no method is clearly ahead, it says so.\n"
            "Methods marked ⚠ are set aside and never called the best, however they rank: their map hardly depends on "
            "the model, or is the same for every class.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "With one method\n"
            "A batch can measure the maps of one method, too: choose “Measure trust” when you explain a folder. The "
            "tab then shows how the values of each measure lie, by class.",
        ),
        QT_TRANSLATE_NOOP(
            "help",
            "Which images to take\n"
            "Take images like those that you want to judge, of all classes, and about 20 of them. Images that the "
            "model answers wrongly belong to them, too.",
        ),
    ),
}
"""As the other pages: a title, then sections with the heading on the first line, a paragraph on each other line."""
