<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Saliscope</source>
        <translation>À propos de Saliscope</translation>
    </message>
    <message>
        <source>&amp;Versions</source>
        <translation>&amp;Versions</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Licences</translation>
    </message>
    <message>
        <source>C&amp;itations</source>
        <translation>C&amp;itations</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
</context>
<context>
    <name>AgreementChip</name>
    <message>
        <source>Where methods agree, not the map. Back to the map</source>
        <translation>Là où les méthodes s’accordent, non la carte. Revenir à la carte</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
</context>
<context>
    <name>AspectRow</name>
    <message>
        <source>Measuring… {share}</source>
        <translation>Mesure en cours… {share}</translation>
    </message>
    <message>
        <source>Not measured yet.</source>
        <translation>Pas encore mesuré.</translation>
    </message>
    <message>
        <source>Not measured for this method: it would take minutes.</source>
        <translation>Pas mesuré pour cette méthode&#xa0;: cela prendrait des minutes.</translation>
    </message>
    <message>
        <source>Show agreement over the image</source>
        <translation>Montrer l’accord sur l’image</translation>
    </message>
    <message>
        <source>Learn more about these measures</source>
        <translation>En savoir plus sur ces mesures</translation>
    </message>
    <message>
        <source>Learn more</source>
        <translation>En savoir plus</translation>
    </message>
</context>
<context>
    <name>Autosave</name>
    <message>
        <source>There is no last session yet. Saliscope saves one while you work.</source>
        <translation>Il n’y a pas encore de dernière session. Saliscope en enregistre une pendant votre travail.</translation>
    </message>
    <message>
        <source>Your work could not be saved for a restart in {folder} ({reason}). Allow writing there, or free some disk space. Until then, use File &gt; Save session.</source>
        <translation>Votre travail n’a pas pu être enregistré dans {folder} en vue d’un redémarrage ({reason}). Autorisez l’écriture à cet endroit, ou libérez de l’espace disque. En attendant, utilisez Fichier &gt; Enregistrer la session.</translation>
    </message>
</context>
<context>
    <name>BarDelegate</name>
    <message>
        <source>Name of the class</source>
        <translation>Nom de la classe</translation>
    </message>
</context>
<context>
    <name>BatchRoom</name>
    <message>
        <source>The batch in “{folder}” was not finished. All that was done is kept.</source>
        <translation>Le lot dans «&#xa0;{folder}&#xa0;» n’est pas terminé. Tout ce qui a été fait est conservé.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>A batch is running. Stop it before you open another one; what it has done is kept.</source>
        <translation>Un lot est en cours. Arrêtez-le avant d’en ouvrir un autre&#xa0;; ce qu’il a fait est conservé.</translation>
    </message>
    <message>
        <source>Show the batch</source>
        <translation>Afficher le lot</translation>
    </message>
    <message>
        <source>Opening the run folder…</source>
        <translation>Ouverture du dossier de résultats…</translation>
    </message>
</context>
<context>
    <name>BatchWindow</name>
    <message>
        <source>Batch – {folder} – Saliscope</source>
        <translation>Lot – {folder} – Saliscope</translation>
    </message>
    <message>
        <source>{count} methods</source>
        <translation>{count} méthodes</translation>
    </message>
    <message>
        <source>Pages of the batch</source>
        <translation>Pages du lot</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
</context>
<context>
    <name>BoxesTab</name>
    <message>
        <source>Boxes by class</source>
        <translation>Cadres par classe</translation>
    </message>
    <message>
        <source>Images with boxes or masks: {count}</source>
        <translation>Images avec cadres ou masques&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Maps</source>
        <translation>Cartes</translation>
    </message>
    <message>
        <source>Centre of the image</source>
        <translation>Centre de l’image</translation>
    </message>
    <message>
        <source>Maps: {share}</source>
        <translation>Cartes&#xa0;: {share}</translation>
    </message>
    <message>
        <source>Centre of the image: {share}</source>
        <translation>Centre de l’image&#xa0;: {share}</translation>
    </message>
    <message>
        <source>Of a blob in the centre of the image</source>
        <translation>D’une tache au centre de l’image</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>The class explained</source>
        <translation>La classe expliquée</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Pointing</source>
        <translation>Pointage</translation>
    </message>
    <message>
        <source>Pointing: centre</source>
        <translation>Pointage&#xa0;: centre</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Énergie</translation>
    </message>
    <message>
        <source>Energy: centre</source>
        <translation>Énergie&#xa0;: centre</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>Intersection over union</source>
        <translation>Intersection sur union</translation>
    </message>
    <message>
        <source>IoU: centre</source>
        <translation>IoU&#xa0;: centre</translation>
    </message>
    <message>
        <source>Still computing</source>
        <translation>Calcul en cours</translation>
    </message>
    <message>
        <source>The figures appear here as soon as the first image with a box or mask is done.</source>
        <translation>Les chiffres apparaîtront ici dès que la première image avec un cadre ou un masque sera calculée.</translation>
    </message>
    <message>
        <source>No boxes or masks yet</source>
        <translation>Pas encore de cadres ni de masques</translation>
    </message>
    <message>
        <source>Say where the objects lie, and the maps are measured against it: COCO JSON, Pascal VOC XML, labelme JSON, or a PNG mask with the name of each image.</source>
        <translation>Indiquez où se trouvent les objets, et les cartes y seront comparées&#xa0;: COCO JSON, Pascal VOC XML, labelme JSON, ou un masque PNG portant le nom de chaque image.</translation>
    </message>
    <message>
        <source>Boxes or masks…</source>
        <translation>Cadres ou masques…</translation>
    </message>
</context>
<context>
    <name>Browsing</name>
    <message>
        <source>No program that shows folders was found. The image is in {folder}.</source>
        <translation>Aucun programme n’affiche les dossiers ici. L’image se trouve dans {folder}.</translation>
    </message>
    <message>
        <source>This image was pasted, so it has no file. Export it to get one.</source>
        <translation>Cette image a été collée et n’a donc pas de fichier. Exportez-la pour en obtenir un.</translation>
    </message>
</context>
<context>
    <name>BusyBar</name>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>{share}, {left} left</source>
        <translation>{share}, reste {left}</translation>
    </message>
</context>
<context>
    <name>CanvasStates</name>
    <message>
        <source>Reading “{name}”…</source>
        <translation>Lecture de «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Image suivante</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Image précédente</translation>
    </message>
    <message>
        <source>Open another…</source>
        <translation>Ouvrir une autre image…</translation>
    </message>
    <message>
        <source>“{name}” cannot be shown</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être affichée</translation>
    </message>
    <message>
        <source>Opening the model…</source>
        <translation>Ouverture du modèle…</translation>
    </message>
    <message>
        <source>Computing the heat map…</source>
        <translation>Calcul de la carte de chaleur…</translation>
    </message>
    <message>
        <source>No heat map for these choices</source>
        <translation>Pas de carte de chaleur pour ces choix</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>Aucun modèle n’est ouvert</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
</context>
<context>
    <name>ChannelChoice</name>
    <message>
        <source>One, in grey</source>
        <translation>Un seul, en gris</translation>
    </message>
    <message>
        <source>Three, in colours</source>
        <translation>Trois, en couleurs</translation>
    </message>
    <message>
        <source>How channels are shown</source>
        <translation>Comment les canaux sont montrés</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rouge</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Vert</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Bleu</translation>
    </message>
</context>
<context>
    <name>ClassList</name>
    <message>
        <source>{answer}, now first</source>
        <translation>{answer}, désormais en tête</translation>
    </message>
</context>
<context>
    <name>ClassNamesDialog</name>
    <message>
        <source>Class names, one on each line</source>
        <translation>Noms des classes, un par ligne</translation>
    </message>
    <message>
        <source>Read from a file…</source>
        <translation>Lire dans un fichier…</translation>
    </message>
    <message>
        <source>Read from a file</source>
        <translation>Lire dans un fichier</translation>
    </message>
    <message>
        <source>{found} of {count} names.</source>
        <translation>{found} noms sur {count}.</translation>
    </message>
    <message>
        <source>Every line needs a name.</source>
        <translation>Chaque ligne doit porter un nom.</translation>
    </message>
    <message>
        <source>Class names ({patterns})</source>
        <translation>Noms de classes ({patterns})</translation>
    </message>
    <message>
        <source>Read class names</source>
        <translation>Lire des noms de classes</translation>
    </message>
    <message>
        <source>Name the classes of {name}</source>
        <translation>Nommer les classes de {name}</translation>
    </message>
    <message>
        <source>{found} names, but the model has {count} classes.</source>
        <translation>{found} noms, mais le modèle a {count} classes.</translation>
    </message>
    <message>
        <source>Type or paste one name per line, in the order of the model&apos;s outputs.</source>
        <translation>Saisissez ou collez un nom par ligne, dans l’ordre des sorties du modèle.</translation>
    </message>
</context>
<context>
    <name>ClassPanel</name>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Class, in order of probability</source>
        <translation>Classe, par ordre de probabilité</translation>
    </message>
    <message>
        <source>Find a class</source>
        <translation>Trouver une classe</translation>
    </message>
    <message>
        <source>Classes and their probabilities</source>
        <translation>Classes et leurs probabilités</translation>
    </message>
    <message>
        <source>Double-click a class to rename it</source>
        <translation>Double-cliquez sur une classe pour la renommer</translation>
    </message>
    <message>
        <source>Name the classes…</source>
        <translation>Nommer les classes…</translation>
    </message>
    <message>
        <source>Name the classes</source>
        <translation>Nommer les classes</translation>
    </message>
    <message>
        <source>The model&apos;s file names no classes. Type names, or drop a file of names here.</source>
        <translation>Le fichier du modèle ne nomme pas les classes. Saisissez des noms, ou déposez ici un fichier de noms.</translation>
    </message>
    <message>
        <source>Goes through the classes in order of probability</source>
        <translation>Parcourt les classes par ordre de probabilité</translation>
    </message>
    <message>
        <source>Rank {rank} of {count}</source>
        <translation>Rang {rank} sur {count}</translation>
    </message>
    <message>
        <source>The model&apos;s answers appear here.</source>
        <translation>Les réponses du modèle s’affichent ici.</translation>
    </message>
    <message>
        <source>This model gives one value and no classes. The map shows what changes the value.</source>
        <translation>Ce modèle donne une valeur, sans classes. La carte montre ce qui change cette valeur.</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Chercher</translation>
    </message>
</context>
<context>
    <name>ClassStrip</name>
    <message>
        <source>Heat maps of several classes</source>
        <translation>Cartes de chaleur de plusieurs classes</translation>
    </message>
</context>
<context>
    <name>ClassTable</name>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Images of this true class</source>
        <translation>Images de cette classe réelle</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Répondues</translation>
    </message>
    <message>
        <source>Images that the model answered with this class</source>
        <translation>Images pour lesquelles le modèle a répondu cette classe</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Of the images answered with this class, the share that show it</source>
        <translation>Parmi les images pour lesquelles cette classe est répondue, la part qui la montre</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rappel</translation>
    </message>
    <message>
        <source>Of the images of this true class, the share answered with it</source>
        <translation>Parmi les images de cette classe réelle, la part pour laquelle elle est répondue</translation>
    </message>
    <message>
        <source>The harmonic mean of precision and recall</source>
        <translation>La moyenne harmonique de la précision et du rappel</translation>
    </message>
</context>
<context>
    <name>Collection</name>
    <message>
        <source>{name}, {position} of {count}</source>
        <translation>{name}, {position} sur {count}</translation>
    </message>
</context>
<context>
    <name>ColourBar</name>
    <message>
        <source>Colour bar</source>
        <translation>Barre de couleurs</translation>
    </message>
    <message>
        <source>From {low} to {high}</source>
        <translation>De {low} à {high}</translation>
    </message>
    <message>
        <source>against</source>
        <translation>contre</translation>
    </message>
    <message>
        <source>for</source>
        <translation>pour</translation>
    </message>
    <message>
        <source>no evidence</source>
        <translation>aucun indice</translation>
    </message>
    <message>
        <source>weakest in this image</source>
        <translation>minimum de l’image</translation>
    </message>
    <message>
        <source>strongest against</source>
        <translation>maximum contre</translation>
    </message>
    <message>
        <source>strongest in this image</source>
        <translation>maximum de l’image</translation>
    </message>
    <message>
        <source>scaled to this image</source>
        <translation>échelle de cette image</translation>
    </message>
    <message>
        <source>fixed scale</source>
        <translation>échelle fixe</translation>
    </message>
</context>
<context>
    <name>ColourChoice</name>
    <message>
        <source>The first ones suit colour-blind users. Type to find others.</source>
        <translation>Les premières conviennent aux daltoniens. Tapez pour en trouver d’autres.</translation>
    </message>
    <message>
        <source>{name} (misleading)</source>
        <translation>{name} (trompeuse)</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>Palette de commandes</translation>
    </message>
    <message>
        <source>Type a command</source>
        <translation>Tapez une commande</translation>
    </message>
    <message>
        <source>Search commands</source>
        <translation>Rechercher une commande</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>Commandes</translation>
    </message>
    <message>
        <source>{group}: {command}</source>
        <translation>{group}&#xa0;: {command}</translation>
    </message>
</context>
<context>
    <name>CompareBar</name>
    <message>
        <source>Curtain</source>
        <translation>Rideau</translation>
    </message>
    <message>
        <source>Show the other</source>
        <translation>Montrer l’autre</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>Inverser</translation>
    </message>
    <message>
        <source>The same colours mean the same values in all panes</source>
        <translation>Les mêmes couleurs désignent les mêmes valeurs dans tous les volets</translation>
    </message>
    <message>
        <source>Add pane</source>
        <translation>Ajouter un volet</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>End comparison (Esc)</source>
        <translation>Terminer la comparaison (Échap)</translation>
    </message>
    <message>
        <source>End comparison</source>
        <translation>Terminer la comparaison</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Hold O</source>
        <translation>Maintenir O</translation>
    </message>
    <message>
        <source>Drag the line, or press Shift and an arrow key on the image</source>
        <translation>Faites glisser la ligne, ou appuyez sur Maj et une flèche sur l’image</translation>
    </message>
    <message>
        <source>Shown while you hold this button or O</source>
        <translation>Affiché tant que vous maintenez ce bouton ou la touche O</translation>
    </message>
    <message>
        <source>Same colour scale</source>
        <translation>Même échelle de couleurs</translation>
    </message>
    <message>
        <source>Swap panes</source>
        <translation>Inverser les volets</translation>
    </message>
    <message>
        <source>Shows the other pane while you hold O</source>
        <translation>Affiche l’autre volet tant que vous maintenez O</translation>
    </message>
</context>
<context>
    <name>Comparing</name>
    <message>
        <source>Only one method works with this model, so there is nothing to compare.</source>
        <translation>Une seule méthode fonctionne avec ce modèle&#xa0;: il n’y a rien à comparer.</translation>
    </message>
    <message>
        <source>scaled to this image</source>
        <translation>échelle de cette image</translation>
    </message>
    <message>
        <source>fixed scale</source>
        <translation>échelle fixe</translation>
    </message>
    <message>
        <source>shared scale</source>
        <translation>échelle commune</translation>
    </message>
</context>
<context>
    <name>ComparingDialog</name>
    <message>
        <source>Which method for this model?</source>
        <translation>Quelle méthode pour ce modèle&#xa0;?</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Dossier d’images</translation>
    </message>
    <message>
        <source>The open images ({count})</source>
        <translation>Les images ouvertes ({count})</translation>
    </message>
    <message>
        <source>Images of a folder</source>
        <translation>Les images d’un dossier</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Dossier de résultats</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>&amp;Images:</source>
        <translation>&amp;Images&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>Do&amp;ssier&#xa0;:</translation>
    </message>
    <message>
        <source>At &amp;most:</source>
        <translation>Au &amp;plus&#xa0;:</translation>
    </message>
    <message>
        <source>If there are more, they are taken evenly from all of them. 20 tell most methods apart.</source>
        <translation>S’il y en a plus, elles sont prises à intervalles réguliers. 20 suffisent à distinguer la plupart des méthodes.</translation>
    </message>
    <message>
        <source>What is written</source>
        <translation>Ce qui est écrit</translation>
    </message>
    <message>
        <source>Run f&amp;older:</source>
        <translation>D&amp;ossier de résultats&#xa0;:</translation>
    </message>
    <message>
        <source>A table for each image and method; the images themselves stay as they are.</source>
        <translation>Un tableau par image et par méthode&#xa0;; les images elles-mêmes restent telles quelles.</translation>
    </message>
    <message>
        <source>Methods to be compared</source>
        <translation>Méthodes à comparer</translation>
    </message>
    <message>
        <source>Left out, as this model does not allow them: {methods}.</source>
        <translation>Laissées de côté, car ce modèle ne les permet pas&#xa0;: {methods}.</translation>
    </message>
    <message>
        <source>Looking for images…</source>
        <translation>Recherche d’images…</translation>
    </message>
    <message>
        <source>Tick at least two methods: one alone cannot be compared.</source>
        <translation>Cochez au moins deux méthodes&#xa0;: une seule ne se compare pas.</translation>
    </message>
    <message>
        <source>Choose at least one question to be asked of the maps.</source>
        <translation>Choisissez au moins une question à poser aux cartes.</translation>
    </message>
    <message>
        <source>Images: {count} of {total}; methods: {methods}.</source>
        <translation>Images&#xa0;: {count} sur {total}&#xa0;; méthodes&#xa0;: {methods}.</translation>
    </message>
    <message>
        <source>The methods are being timed on one image…</source>
        <translation>Les méthodes sont chronométrées sur une image…</translation>
    </message>
    <message>
        <source>How long it takes is not known.</source>
        <translation>La durée n’est pas connue.</translation>
    </message>
    <message>
        <source>It takes long: a slow method is ticked.</source>
        <translation>Ce sera long&#xa0;: une méthode lente est cochée.</translation>
    </message>
    <message>
        <source>It takes {time}.</source>
        <translation>Durée&#xa0;: {time}.</translation>
    </message>
</context>
<context>
    <name>ConfidenceCard</name>
    <message>
        <source>Confidence and limits</source>
        <translation>Confiance et limites</translation>
    </message>
</context>
<context>
    <name>ConfusedList</name>
    <message>
        <source>Images: {count} ({share} of this true class)</source>
        <translation>Images&#xa0;: {count} ({share} de cette classe réelle)</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>The clipboard contains no image. Copy an image or a file first.</source>
        <translation>Le presse-papiers ne contient pas d’image. Copiez d’abord une image ou un fichier.</translation>
    </message>
    <message>
        <source>Opening the model “{name}”…</source>
        <translation>Ouverture du modèle «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Computing the explanation…</source>
        <translation>Calcul de l’explication…</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>Redémarrer</translation>
    </message>
    <message>
        <source>Continue on the processor</source>
        <translation>Continuer avec le processeur</translation>
    </message>
    <message>
        <source>Copy message for the author</source>
        <translation>Copier le message pour l’auteur</translation>
    </message>
    <message>
        <source>Copied. Paste it into an email to the author.</source>
        <translation>Copié. Collez-le dans un courriel à l’auteur.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Enregistrement…</translation>
    </message>
    <message>
        <source>Reading “{name}”…</source>
        <translation>Lecture de «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>The classes now have the names from “{name}”.</source>
        <translation>Les classes portent maintenant les noms de «&#xa0;{name}&#xa0;».</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Crash reports</source>
        <translation>Rapports d’incident</translation>
    </message>
    <message>
        <source>This report stays on this computer and is never sent. To have the problem fixed, copy it and send it to your support contact.</source>
        <translation>Ce rapport reste sur cet ordinateur et n’est jamais envoyé. Pour faire corriger le problème, copiez-le et envoyez-le à votre support.</translation>
    </message>
    <message>
        <source>Include &amp;paths and file names</source>
        <translation>Inclure les c&amp;hemins et les noms de fichiers</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;Delete all reports</source>
        <translation>&amp;Supprimer tous les rapports</translation>
    </message>
    <message>
        <source>There are no crash reports.</source>
        <translation>Il n’y a pas de rapport d’incident.</translation>
    </message>
</context>
<context>
    <name>CrashWatch</name>
    <message>
        <source>Saliscope stopped unexpectedly last time.</source>
        <translation>Saliscope s’est arrêté de façon inattendue la dernière fois.</translation>
    </message>
    <message>
        <source>A report was saved on this computer.</source>
        <translation>Un rapport a été enregistré sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Show report</source>
        <translation>Afficher le rapport</translation>
    </message>
    <message>
        <source>Delete report</source>
        <translation>Supprimer le rapport</translation>
    </message>
    <message>
        <source>Restore your work</source>
        <translation>Restaurer votre travail</translation>
    </message>
    <message>
        <source>Something went wrong ({reason}). Your work is still on screen, and you can continue.</source>
        <translation>Un problème est survenu ({reason}). Votre travail est toujours à l’écran&#xa0;: vous pouvez continuer.</translation>
    </message>
</context>
<context>
    <name>DownloadStrip</name>
    <message>
        <source>&amp;Download</source>
        <translation>&amp;Télécharger</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Downloading {name}: {done} of {size}</source>
        <translation>Téléchargement de {name}&#xa0;: {done} sur {size}</translation>
    </message>
    <message>
        <source>Download progress</source>
        <translation>Progression du téléchargement</translation>
    </message>
    <message>
        <source>Download the weights of {name} (about {size}) from {host} to {folder}?</source>
        <translation>Télécharger les poids de {name} (environ {size}) depuis {host} vers {folder}&#xa0;?</translation>
    </message>
    <message>
        <source>The download is checked against the checksum that Keras publishes.</source>
        <translation>Le téléchargement est contrôlé avec l’empreinte publiée par Keras.</translation>
    </message>
    <message>
        <source>Keras publishes no checksum for this model, so only the file&apos;s structure is checked.</source>
        <translation>Keras ne publie pas d’empreinte pour ce modèle&#xa0;: seule la structure du fichier est contrôlée.</translation>
    </message>
    <message>
        <source>If you already have {file}, drop it on the window instead.</source>
        <translation>Si vous avez déjà {file}, déposez-le plutôt sur la fenêtre.</translation>
    </message>
    <message>
        <source>Contacting the server for {name}…</source>
        <translation>Connexion au serveur pour {name}…</translation>
    </message>
    <message>
        <source>The weights of {name} were downloaded.</source>
        <translation>Les poids de {name} ont été téléchargés.</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Réessayer</translation>
    </message>
</context>
<context>
    <name>DragHandle</name>
    <message>
        <source>Drag the overlay into a document, an email or a folder. Click to copy it.</source>
        <translation>Faites glisser la superposition dans un document, un courriel ou un dossier. Cliquez pour la copier.</translation>
    </message>
    <message>
        <source>Drag the overlay out</source>
        <translation>Faire glisser la superposition</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>dropped image</source>
        <translation>image déposée</translation>
    </message>
</context>
<context>
    <name>EstimateView</name>
    <message>
        <source>Looking for images…</source>
        <translation>Recherche des images…</translation>
    </message>
    <message>
        <source>Images found: {count}. The first ones are being computed to estimate time and disk…</source>
        <translation>Images trouvées&#xa0;: {count}. Les premières sont calculées pour estimer le temps et l’espace disque…</translation>
    </message>
    <message>
        <source>Images found: {count}.</source>
        <translation>Images trouvées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Images found: {count}. {time} and {size}, measured on {measured} of them.</source>
        <translation>Images trouvées&#xa0;: {count}. {time} et {size}, mesuré sur {measured} d’entre elles.</translation>
    </message>
    <message>
        <source>Free on the drive: {size}.</source>
        <translation>Libre sur le disque&#xa0;: {size}.</translation>
    </message>
    <message>
        <source>Not enough room on the drive</source>
        <translation>Pas assez de place sur le disque</translation>
    </message>
</context>
<context>
    <name>ExplanationCard</name>
    <message>
        <source>Explanation</source>
        <translation>Explication</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Figure with title, colour bar and caption</source>
        <translation>Figure avec titre, barre de couleurs et légende</translation>
    </message>
    <message>
        <source>Heat map values</source>
        <translation>Valeurs de la carte de chaleur</translation>
    </message>
    <message>
        <source>Width in pixels</source>
        <translation>Largeur en pixels</translation>
    </message>
    <message>
        <source>&amp;All panes</source>
        <translation>&amp;Tous les volets</translation>
    </message>
    <message>
        <source>Overlay only</source>
        <translation>Superposition seule</translation>
    </message>
    <message>
        <source>Heat map only</source>
        <translation>Carte de chaleur seule</translation>
    </message>
    <message>
        <source>This width:</source>
        <translation>Cette largeur&#xa0;:</translation>
    </message>
    <message>
        <source>Show the ima&amp;ge beside it</source>
        <translation>Montrer l’ima&amp;ge à côté</translation>
    </message>
    <message>
        <source>Also save a &amp;record (.json)</source>
        <translation>Enregistrer aussi une f&amp;iche (.json)</translation>
    </message>
    <message>
        <source>Include the file &amp;name, which may identify a patient</source>
        <translation>Inclure le &amp;nom du fichier, qui peut identifier un patient</translation>
    </message>
    <message>
        <source>All panes side by side, or one file of values for each. If off, only the first pane</source>
        <translation>Tous les volets côte à côte, ou un fichier de valeurs par volet. Sinon, seulement le premier</translation>
    </message>
    <message>
        <source>Say how far to &amp;trust the map</source>
        <translation>Indiquer &amp;jusqu’où se fier à la carte</translation>
    </message>
    <message>
        <source>If off, the export states only the file type</source>
        <translation>Sinon, l’export n’indique que le type de fichier</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>&amp;Exporter…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
    <message>
        <source>&amp;What:</source>
        <translation>&amp;Quoi&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Format&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Size:</source>
        <translation>&amp;Taille&#xa0;:</translation>
    </message>
    <message>
        <source>A verdict on each of six questions and what follows from them, below the map</source>
        <translation>Sous la carte, un verdict pour chacune des six questions et ce qui en résulte</translation>
    </message>
    <message>
        <source>Nothing was measured of this map yet</source>
        <translation>Rien n’a encore été mesuré pour cette carte</translation>
    </message>
    <message>
        <source>Export figure</source>
        <translation>Exporter la figure</translation>
    </message>
    <message>
        <source>{count} panes of {sizes} pixels, side by side. The file contains their record.</source>
        <translation>{count} volets de {sizes} pixels, côte à côte. Le fichier contient leur fiche.</translation>
    </message>
    <message>
        <source>{size} pixels. The file contains its record.</source>
        <translation>{size} pixels. Le fichier contient sa fiche.</translation>
    </message>
    <message>
        <source>{sizes} values with decimal points, explained in comments.</source>
        <translation>{sizes} valeurs à point décimal, expliquées en commentaire.</translation>
    </message>
    <message>
        <source>{sizes} values of 32 bits. Their record is saved next to them.</source>
        <translation>{sizes} valeurs de 32 bits. Leur fiche est enregistrée à côté.</translation>
    </message>
    <message>
        <source>Only the first pane is exported.</source>
        <translation>Seul le premier volet est exporté.</translation>
    </message>
    <message>
        <source>Export values</source>
        <translation>Exporter les valeurs</translation>
    </message>
    <message>
        <source>{count} files, one for each pane and named after it.</source>
        <translation>{count} fichiers, un par volet, qui en portent le nom.</translation>
    </message>
    <message>
        <source>Export heat map</source>
        <translation>Exporter la carte de chaleur</translation>
    </message>
    <message>
        <source>Export overlay</source>
        <translation>Exporter la superposition</translation>
    </message>
    <message>
        <source>Size of the image</source>
        <translation>Celle de l’image</translation>
    </message>
    <message>
        <source>Size of the model&apos;s input</source>
        <translation>Celle de l’entrée du modèle</translation>
    </message>
</context>
<context>
    <name>FactsButton</name>
    <message>
        <source>Details of image, map and computer</source>
        <translation>Détails&#xa0;: image, carte et calcul</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation>Taille du pixel</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>Affichage</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Carte de chaleur</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Computed in</source>
        <translation>Temps de calcul</translation>
    </message>
    <message>
        <source>Computed on</source>
        <translation>Calcul sur</translation>
    </message>
    <message>
        <source>Graphics card</source>
        <translation>Carte graphique</translation>
    </message>
    <message>
        <source>On Windows, TensorFlow uses only the processor. To use an NVIDIA card, run Saliscope on Linux or in WSL 2.</source>
        <translation>Sous Windows, TensorFlow n’utilise que le processeur. Pour utiliser une carte NVIDIA, lancez Saliscope sous Linux ou dans WSL 2.</translation>
    </message>
    <message>
        <source>On a Mac, TensorFlow uses only the processor.</source>
        <translation>Sur un Mac, TensorFlow n’utilise que le processeur.</translation>
    </message>
    <message>
        <source>The computing engine is starting…</source>
        <translation>Démarrage du moteur de calcul…</translation>
    </message>
</context>
<context>
    <name>FilmStrip</name>
    <message>
        <source>Hide the images</source>
        <translation>Masquer les images</translation>
    </message>
    <message>
        <source>Previous image (Page up, Shift+Space)</source>
        <translation>Image précédente (Page préc., Maj+Espace)</translation>
    </message>
    <message>
        <source>Next image (Page down, Space)</source>
        <translation>Image suivante (Page suiv., Espace)</translation>
    </message>
    <message>
        <source>Explain this folder…</source>
        <translation>Expliquer ce dossier…</translation>
    </message>
    <message>
        <source>Batch…</source>
        <translation>Lot…</translation>
    </message>
    <message>
        <source>Show the images</source>
        <translation>Afficher les images</translation>
    </message>
    <message>
        <source>Image {position} of {count}</source>
        <translation>Image {position} sur {count}</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Find a name or class</source>
        <translation>Chercher un nom ou une classe</translation>
    </message>
    <message>
        <source>Show only rows with this text (Ctrl+F)</source>
        <translation>N’afficher que les lignes avec ce texte (Ctrl+F)</translation>
    </message>
    <message>
        <source>Which images are shown</source>
        <translation>Images affichées</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Toutes les images</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminées</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusées</translation>
    </message>
    <message>
        <source>Wrong answers</source>
        <translation>Réponses fausses</translation>
    </message>
    <message>
        <source>To look at first</source>
        <translation>À regarder d’abord</translation>
    </message>
    <message>
        <source>Poor in trust</source>
        <translation>Peu fiables</translation>
    </message>
    <message>
        <source>Remove this filter</source>
        <translation>Retirer ce filtre</translation>
    </message>
    <message>
        <source>Explained for {class_name}</source>
        <translation>Expliquées pour {class_name}</translation>
    </message>
    <message>
        <source>Sort again</source>
        <translation>Trier à nouveau</translation>
    </message>
    <message>
        <source>Rows have changed since they were sorted and filtered</source>
        <translation>Des lignes ont changé depuis le dernier tri</translation>
    </message>
    <message>
        <source>Images: {count} of {total}</source>
        <translation>Images&#xa0;: {count} sur {total}</translation>
    </message>
    <message>
        <source>Images: {total}</source>
        <translation>Images&#xa0;: {total}</translation>
    </message>
</context>
<context>
    <name>FindingList</name>
    <message>
        <source>What this map cannot tell</source>
        <translation>Ce que cette carte ne dit pas</translation>
    </message>
    <message>
        <source>First estimate: {share} done.</source>
        <translation>Première estimation&#xa0;: {share} effectués.</translation>
    </message>
    <message>
        <source>Completeness gap: {gap}.</source>
        <translation>Écart de complétude&#xa0;: {gap}.</translation>
    </message>
</context>
<context>
    <name>FindingTabs</name>
    <message>
        <source>Measures</source>
        <translation>Mesures</translation>
    </message>
    <message>
        <source>Look first</source>
        <translation>À regarder d’abord</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>Confiance</translation>
    </message>
    <message>
        <source>Boxes</source>
        <translation>Cadres</translation>
    </message>
</context>
<context>
    <name>FirstOpening</name>
    <message>
        <source>New model: {name}</source>
        <translation>Nouveau modèle&#xa0;: {name}</translation>
    </message>
    <message>
        <source>&amp;Name the classes…</source>
        <translation>&amp;Nommer les classes…</translation>
    </message>
    <message>
        <source>Check this model before you trust it</source>
        <translation>Vérifiez ce modèle avant de vous y fier</translation>
    </message>
    <message>
        <source>&amp;Use these</source>
        <translation>&amp;Utiliser ces choix</translation>
    </message>
    <message>
        <source>&amp;Decide later</source>
        <translation>&amp;Décider plus tard</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>You can decide later. Until then, guesses stay marked as assumed.</source>
        <translation>Vous pouvez décider plus tard. D’ici là, ce qui est deviné reste marqué comme supposé.</translation>
    </message>
    <message>
        <source>1. How does it read pixels?</source>
        <translation>1. Comment lit-il les pixels&#xa0;?</translation>
    </message>
    <message>
        <source>2. What are its classes called?</source>
        <translation>2. Comment s’appellent ses classes&#xa0;?</translation>
    </message>
    <message>
        <source>3. Which layer should be explained?</source>
        <translation>3. Quelle couche faut-il expliquer&#xa0;?</translation>
    </message>
    <message>
        <source>The model gives one value, so there are no classes.</source>
        <translation>Le modèle donne une valeur&#xa0;: il n’y a pas de classes.</translation>
    </message>
    <message>
        <source>No names were found in the model or beside it. Until you give them, its {count} classes are numbered.</source>
        <translation>Aucun nom n’a été trouvé dans le modèle ni à côté. Tant que vous n’en donnez pas, ses {count} classes sont numérotées.</translation>
    </message>
    <message>
        <source>{count} names, {source}: {names}</source>
        <translation>{count} noms, {source}&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>This model has no layer with a height and a width. Use a method without a layer.</source>
        <translation>Ce modèle n’a pas de couche avec une hauteur et une largeur. Utilisez une méthode sans couche.</translation>
    </message>
    <message>
        <source>Suggested: the last layer with a height and a width. It is closest to the answer and still shows where.</source>
        <translation>Suggérée&#xa0;: la dernière couche avec une hauteur et une largeur. Elle est la plus proche de la réponse et montre encore où.</translation>
    </message>
    <message>
        <source>Automatic: {layer}</source>
        <translation>Automatique&#xa0;: {layer}</translation>
    </message>
</context>
<context>
    <name>Foot</name>
    <message>
        <source>Hold to see the original</source>
        <translation>Maintenir pour voir l’original</translation>
    </message>
    <message>
        <source>Hold this button, or the O key, to see the image without the heat map</source>
        <translation>Maintenez ce bouton, ou la touche O, pour voir l’image sans la carte de chaleur</translation>
    </message>
    <message>
        <source>Original (hold O)</source>
        <translation>Original (maintenir O)</translation>
    </message>
    <message>
        <source>O</source>
        <comment>a key</comment>
        <translation>O</translation>
    </message>
</context>
<context>
    <name>FrameBar</name>
    <message>
        <source> of {count}</source>
        <translation> sur {count}</translation>
    </message>
    <message>
        <source>{frame} number</source>
        <translation>{frame}, numéro</translation>
    </message>
</context>
<context>
    <name>HelpDialog</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Search help</source>
        <translation>Rechercher dans l’aide</translation>
    </message>
    <message>
        <source>Help page</source>
        <translation>Page d’aide</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>ImageTitle</name>
    <message>
        <source> · {position} of {count}</source>
        <translation> · {position} sur {count}</translation>
    </message>
</context>
<context>
    <name>ImagesPage</name>
    <message>
        <source>About this image</source>
        <translation>À propos de cette image</translation>
    </message>
    <message>
        <source>No image matches</source>
        <translation>Aucune image ne correspond</translation>
    </message>
    <message>
        <source>No row meets the text and the filters above the table.</source>
        <translation>Aucune ligne ne correspond au texte et aux filtres au-dessus du tableau.</translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>Afficher toutes les images</translation>
    </message>
    <message>
        <source>No images yet</source>
        <translation>Pas encore d’images</translation>
    </message>
    <message>
        <source>They appear here as soon as the folder has been listed.</source>
        <translation>Elles apparaissent ici dès que le dossier a été parcouru.</translation>
    </message>
    <message>
        <source>Enter opens an image in the viewer, F2 sets its true class. Ctrl+A or Shift: several at once.</source>
        <translation>Entrée ouvre une image dans la visionneuse, F2 indique sa classe réelle. Ctrl+A ou Maj&#xa0;: plusieurs à la fois.</translation>
    </message>
</context>
<context>
    <name>Incoming</name>
    <message>
        <source>“{name}”</source>
        <translation>«&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>{count} more</source>
        <translation>{count} autres</translation>
    </message>
    <message>
        <source>pasted image</source>
        <translation>image collée</translation>
    </message>
    <message>
        <source>There is no image on the clipboard. Copy an image or a file first.</source>
        <translation>Le presse-papiers ne contient pas d’image. Copiez d’abord une image ou un fichier.</translation>
    </message>
    <message>
        <source>Sorting the files…</source>
        <translation>Tri des fichiers…</translation>
    </message>
    <message>
        <source>Explain this folder…</source>
        <translation>Expliquer ce dossier…</translation>
    </message>
    <message>
        <source>Only one model can be open. Not opened: {names}.</source>
        <translation>Un seul modèle peut être ouvert. Non ouverts&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Only one file of class names is read at a time. Not read: {names}.</source>
        <translation>Un seul fichier de noms de classes est lu à la fois. Non lus&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Not opened, because Saliscope cannot read these files: {names}.</source>
        <translation>Non ouverts, car Saliscope ne peut pas lire ces fichiers&#xa0;: {names}.</translation>
    </message>
</context>
<context>
    <name>KnownCard</name>
    <message>
        <source>What is known</source>
        <translation>Ce qui est connu</translation>
    </message>
    <message>
        <source>No true classes, or by hand later</source>
        <translation>Pas de classes réelles, ou à la main plus tard</translation>
    </message>
    <message>
        <source>Names of the sub-folders</source>
        <translation>Noms des sous-dossiers</translation>
    </message>
    <message>
        <source>A CSV file (name of the file, class)</source>
        <translation>Un fichier CSV (nom du fichier, classe)</translation>
    </message>
    <message>
        <source>No boxes or masks</source>
        <translation>Ni cadres ni masques</translation>
    </message>
    <message>
        <source>A file (COCO, Pascal VOC, labelme)</source>
        <translation>Un fichier (COCO, Pascal VOC, labelme)</translation>
    </message>
    <message>
        <source>A folder, one file for each image</source>
        <translation>Un dossier, un fichier par image</translation>
    </message>
    <message>
        <source>File of true classes</source>
        <translation>Fichier des classes réelles</translation>
    </message>
    <message>
        <source>Boxes or masks</source>
        <translation>Cadres ou masques</translation>
    </message>
    <message>
        <source>&amp;True classes:</source>
        <translation>Classes &amp;réelles&#xa0;:</translation>
    </message>
    <message>
        <source>The images lie in sub-folders. If these are their classes, choose them above.</source>
        <translation>Les images sont dans des sous-dossiers. Si ce sont leurs classes, choisissez-les ci-dessus.</translation>
    </message>
    <message>
        <source>File:</source>
        <translation>Fichier&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Boxes or masks:</source>
        <translation>Cadres ou m&amp;asques&#xa0;:</translation>
    </message>
    <message>
        <source>Path:</source>
        <translation>Chemin&#xa0;:</translation>
    </message>
    <message>
        <source>This model answers with one number and not with classes</source>
        <translation>Ce modèle répond par un nombre et non par des classes</translation>
    </message>
</context>
<context>
    <name>KnownDialog</name>
    <message>
        <source>True classes and boxes</source>
        <translation>Classes réelles et cadres</translation>
    </message>
    <message>
        <source>Explain them again &amp;now</source>
        <translation>Les expliquer à nouveau &amp;maintenant</translation>
    </message>
    <message>
        <source>Images that are done are explained again where this changes their row: a map is measured against boxes while it is made.</source>
        <translation>Les images déjà expliquées le sont à nouveau là où cela change leur ligne&#xa0;: une carte se mesure aux cadres au moment où elle est calculée.</translation>
    </message>
    <message>
        <source>The batch is running: press “Update” once it is finished.</source>
        <translation>Le lot est en cours&#xa0;: appuyez sur «&#xa0;Actualiser&#xa0;» quand il sera terminé.</translation>
    </message>
    <message>
        <source>If not now, press “Update” or “Go on” later.</source>
        <translation>Sinon, appuyez plus tard sur «&#xa0;Actualiser&#xa0;» ou «&#xa0;Continuer&#xa0;».</translation>
    </message>
</context>
<context>
    <name>LayerDialog</name>
    <message>
        <source>The map is the mean of the chosen layer and the layers ticked here, each scaled to its maximum.</source>
        <translation>La carte est la moyenne de la couche choisie et des couches cochées, chacune ramenée à son maximum.</translation>
    </message>
    <message>
        <source>More layers</source>
        <translation>Autres couches</translation>
    </message>
</context>
<context>
    <name>LayerPanel</name>
    <message>
        <source>Layer and options</source>
        <translation>Couche et options</translation>
    </message>
    <message>
        <source>La&amp;yer:</source>
        <translation>Co&amp;uche&#xa0;:</translation>
    </message>
    <message>
        <source>Automatic: last spatial layer.</source>
        <translation>Automatique&#xa0;: dernière couche spatiale.</translation>
    </message>
    <message>
        <source>The model uses this layer more than once. Each use has its own map.</source>
        <translation>Le modèle utilise cette couche plusieurs fois. Chaque utilisation a sa propre carte.</translation>
    </message>
    <message>
        <source>More layers: {count}…</source>
        <translation>Autres couches&#xa0;: {count}…</translation>
    </message>
    <message>
        <source>More layers…</source>
        <translation>Autres couches…</translation>
    </message>
    <message>
        <source>More layers</source>
        <translation>Autres couches</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>{method} for “{label}” ({answer}), {unit}</source>
        <translation>{method} pour «&#xa0;{label}&#xa0;» ({answer}), {unit}</translation>
    </message>
    <message>
        <source>{method} for “{label}” ({answer}) rather than “{other}” (counting {balance}), {unit}</source>
        <translation>{method} pour «&#xa0;{label}&#xa0;» ({answer}) plutôt que «&#xa0;{other}&#xa0;» (comptant {balance}), {unit}</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Download…</source>
        <translation>&amp;Télécharger…</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favori</translation>
    </message>
    <message>
        <source>&amp;Locate…</source>
        <translation>&amp;Retrouver…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>Reti&amp;rer</translation>
    </message>
    <message>
        <source>Remove &amp;all…</source>
        <translation>To&amp;ut retirer…</translation>
    </message>
    <message>
        <source>Remove all models from this list, including favourites? The files are kept.</source>
        <translation>Retirer tous les modèles de cette liste, favoris compris&#xa0;? Les fichiers sont conservés.</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>Fer&amp;mer</translation>
    </message>
    <message>
        <source>Model library</source>
        <translation>Bibliothèque de modèles</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Modèles…</translation>
    </message>
</context>
<context>
    <name>LibraryList</name>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Emplacement</translation>
    </message>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>included</source>
        <translation>fourni</translation>
    </message>
    <message>
        <source>missing in {folder}</source>
        <translation>absent de {folder}</translation>
    </message>
    <message>
        <source>Included with Saliscope</source>
        <translation>Fournis avec Saliscope</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Récents</translation>
    </message>
    <message>
        <source>From Keras, trained on the 1,000 classes of ImageNet</source>
        <translation>De Keras, entraînés sur les 1&#xa0;000 classes d’ImageNet</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>sur cet ordinateur</translation>
    </message>
    <message>
        <source>not downloaded</source>
        <translation>non téléchargé</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoris</translation>
    </message>
</context>
<context>
    <name>LookFirstTab</name>
    <message>
        <source>Reasons to look</source>
        <translation>Raisons de regarder</translation>
    </message>
    <message>
        <source>Click an image, or press Enter, to open it in the viewer.</source>
        <translation>Cliquez sur une image, ou appuyez sur Entrée, pour l’ouvrir dans la visionneuse.</translation>
    </message>
    <message>
        <source>Show these in the &amp;table</source>
        <translation>Afficher dans le &amp;tableau</translation>
    </message>
    <message>
        <source>Images worth a look</source>
        <translation>Images à regarder</translation>
    </message>
    <message>
        <source>Mean maps</source>
        <translation>Cartes moyennes</translation>
    </message>
    <message>
        <source>Still computing</source>
        <translation>Calcul en cours</translation>
    </message>
    <message>
        <source>What is worth a look appears here as the images are done. It needs no true class.</source>
        <translation>Ce qui mérite un regard apparaîtra ici au fil des images. Aucune classe réelle n’est nécessaire.</translation>
    </message>
    <message>
        <source>{reason}: {count}</source>
        <translation>{reason}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>The mean of the heat maps of each class: where the model usually looks. A correlation near 1 means that the maps are the same whatever the images show. Objects in the middle of every image alone reach about 0.6. Click a class for its images.</source>
        <translation>La moyenne des cartes de chaleur de chaque classe&#xa0;: là où le modèle regarde d’habitude. Une corrélation proche de 1 signifie que les cartes sont les mêmes quoi que montrent les images. Des objets au milieu de chaque image suffisent pour environ 0,6. Cliquez sur une classe pour voir ses images.</translation>
    </message>
    <message>
        <source>No image has a map with evidence so far.</source>
        <translation>Aucune image n’a encore de carte avec des indices.</translation>
    </message>
    <message>
        <source>None so far; images still waiting: {count}</source>
        <translation>Aucune pour l’instant&#xa0;; images en attente&#xa0;: {count}</translation>
    </message>
    <message>
        <source>No image has this.</source>
        <translation>Aucune image n’est dans ce cas.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Image and overlay</source>
        <translation>Image et superposition</translation>
    </message>
    <message>
        <source>Model details</source>
        <translation>Détails du modèle</translation>
    </message>
</context>
<context>
    <name>MapPanel</name>
    <message>
        <source>Heat map</source>
        <translation>Carte de chaleur</translation>
    </message>
    <message>
        <source>Sho&amp;w as:</source>
        <translation>Montre&amp;r&#xa0;:</translation>
    </message>
    <message>
        <source>In percent of the colour scale, such as 25 50 75</source>
        <translation>En pour cent de l’échelle de couleurs, par exemple 25 50 75</translation>
    </message>
    <message>
        <source>Lines at:</source>
        <translation>Lignes à&#xa0;:</translation>
    </message>
    <message>
        <source>This share of the map&apos;s values stays hidden</source>
        <translation>Cette part des valeurs de la carte reste cachée</translation>
    </message>
    <message>
        <source>Hide the lowest:</source>
        <translation>Cacher sous&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Evidence:</source>
        <translation>&amp;Indices&#xa0;:</translation>
    </message>
    <message>
        <source>Without extremes</source>
        <translation>Sans les extrêmes</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>Toutes les valeurs</translation>
    </message>
    <message>
        <source>A few extreme values would leave the rest of a fine map dark</source>
        <translation>Quelques valeurs extrêmes assombriraient le reste d’une carte fine</translation>
    </message>
    <message>
        <source>Ran&amp;ge:</source>
        <translation>Éte&amp;ndue&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Smoothing:</source>
        <translation>Lissa&amp;ge&#xa0;:</translation>
    </message>
    <message>
        <source>Colour sc&amp;ale:</source>
        <translation>Éche&amp;lle&#xa0;:</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Lisse</translation>
    </message>
    <message>
        <source>None (cells)</source>
        <translation>Aucun (cellules)</translation>
    </message>
    <message>
        <source>Smoother (bicubic)</source>
        <translation>Plus lisse (bicubique)</translation>
    </message>
</context>
<context>
    <name>MappingDialog</name>
    <message>
        <source>True classes</source>
        <translation>Classes réelles</translation>
    </message>
    <message>
        <source>Leave out: no true class</source>
        <translation>Laisser de côté&#xa0;: pas de classe réelle</translation>
    </message>
    <message>
        <source>Images: {count}</source>
        <translation>Images&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Perhaps: {names}</source>
        <translation>Peut-être&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Class of “{name}”</source>
        <translation>Classe de «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>These names are not exactly those of the model&apos;s classes. Check what each was taken for, choose the class that it stands for, or leave its images out: they are explained and not measured. Names that fit exactly: {count}.</source>
        <translation>Ces noms ne sont pas exactement ceux des classes du modèle. Vérifiez comment chacun a été interprété, choisissez la classe qu’il désigne, ou laissez ses images de côté&#xa0;: elles sont expliquées et ne sont pas mesurées. Noms qui correspondent exactement&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Further names, which are left out: {count}. So many suggest that the source is another model&apos;s, or that the classes stand in another column.</source>
        <translation>Autres noms, laissés de côté&#xa0;: {count}. Un si grand nombre fait penser que la source est celle d’un autre modèle, ou que les classes se trouvent dans une autre colonne.</translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>{words}. Images: {count} ({share} of this true class)</source>
        <translation>{words}. Images&#xa0;: {count} ({share} de cette classe réelle)</translation>
    </message>
</context>
<context>
    <name>MeasureTable</name>
    <message>
        <source>Sort by: {column}</source>
        <translation>Trier par&#xa0;: {column}</translation>
    </message>
</context>
<context>
    <name>MeasuresTab</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Matrice de confusion</translation>
    </message>
    <message>
        <source>Most confused classes</source>
        <translation>Classes les plus confondues</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>Most confident mistakes</source>
        <translation>Erreurs les plus assurées</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Ce qui est affiché</translation>
    </message>
    <message>
        <source>Reliability</source>
        <translation>Fiabilité</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>A row for each true class, a column for each answer. Click a cell, or press Enter, for its images.</source>
        <translation>Une ligne par classe réelle, une colonne par réponse. Cliquez sur une case, ou appuyez sur Entrée, pour voir ses images.</translation>
    </message>
    <message>
        <source>No class was taken for another.</source>
        <translation>Aucune classe n’a été prise pour une autre.</translation>
    </message>
    <message>
        <source>Wrong answers, the most confident first. Click one, or press Enter, to open the image.</source>
        <translation>Réponses fausses, les plus assurées d’abord. Cliquez sur l’une d’elles, ou appuyez sur Entrée, pour ouvrir l’image.</translation>
    </message>
    <message>
        <source>No answer is wrong so far.</source>
        <translation>Aucune réponse n’est fausse pour l’instant.</translation>
    </message>
    <message>
        <source>This model answers with one number and not with classes, so no answer is right or wrong.</source>
        <translation>Ce modèle répond par un nombre et non par des classes&#xa0;: aucune réponse n’est donc juste ou fausse.</translation>
    </message>
    <message>
        <source>No true classes yet</source>
        <translation>Pas encore de classes réelles</translation>
    </message>
    <message>
        <source>Say which class each image really shows, and the answers are measured: from the names of sub-folders, from a CSV file, or by hand in the table.</source>
        <translation>Indiquez la classe que montre vraiment chaque image, et les réponses seront mesurées&#xa0;: d’après les noms des sous-dossiers, d’après un fichier CSV, ou à la main dans le tableau.</translation>
    </message>
    <message>
        <source>True classes…</source>
        <translation>Classes réelles…</translation>
    </message>
    <message>
        <source>Still computing</source>
        <translation>Calcul en cours</translation>
    </message>
    <message>
        <source>The figures appear here as soon as the first image with a true class is done.</source>
        <translation>Les chiffres apparaîtront ici dès que la première image avec une classe réelle sera calculée.</translation>
    </message>
    <message>
        <source>Nothing to measure</source>
        <translation>Rien à mesurer</translation>
    </message>
    <message>
        <source>So far; images still waiting: {count}</source>
        <translation>Pour l’instant&#xa0;; images en attente&#xa0;: {count}</translation>
    </message>
    <message>
        <source>No image that was explained has a true class. Check that the names in the source of true classes are those of the images.</source>
        <translation>Aucune image expliquée n’a de classe réelle. Vérifiez que les noms dans la source des classes réelles sont ceux des images.</translation>
    </message>
</context>
<context>
    <name>MethodGallery</name>
    <message>
        <source>Previous previews</source>
        <translation>Aperçus précédents</translation>
    </message>
    <message>
        <source>More previews</source>
        <translation>Aperçus suivants</translation>
    </message>
</context>
<context>
    <name>MethodList</name>
    <message>
        <source>Methods to be compared</source>
        <translation>Méthodes à comparer</translation>
    </message>
    <message>
        <source>being timed…</source>
        <translation>chronométrage…</translation>
    </message>
    <message>
        <source>slow: more than {seconds} s for each image</source>
        <translation>lente&#xa0;: plus de {seconds} s pour chaque image</translation>
    </message>
    <message>
        <source>{time} for each image</source>
        <translation>{time} pour chaque image</translation>
    </message>
    <message>
        <source>{method} – {time}</source>
        <translation>{method} – {time}</translation>
    </message>
</context>
<context>
    <name>MethodPanel</name>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>&amp;Method:</source>
        <translation>&amp;Méthode&#xa0;:</translation>
    </message>
    <message>
        <source>From a layer</source>
        <translation>D’après une couche</translation>
    </message>
    <message>
        <source>From pixel gradients</source>
        <translation>Gradients aux pixels</translation>
    </message>
    <message>
        <source>From answers alone</source>
        <translation>D’après les réponses</translation>
    </message>
    <message>
        <source>Learn more</source>
        <translation>En savoir plus</translation>
    </message>
</context>
<context>
    <name>MethodTable</name>
    <message>
        <source>Mean rank</source>
        <translation>Rang moyen</translation>
    </message>
    <message>
        <source>The mean place among the methods over questions and images, 1 the best. An order and no mark: look at the questions beside it.</source>
        <translation>La place moyenne parmi les méthodes, sur les questions et les images&#xa0;; 1 est la meilleure. Un ordre et non une note&#xa0;: voyez les questions à côté.</translation>
    </message>
    <message>
        <source>⚠ Set aside: its map hardly depends on the model, or is the same for every class.</source>
        <translation>⚠ Mise à l’écart&#xa0;: sa carte ne dépend guère du modèle, ou est la même pour chaque classe.</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>{question} The share of images on which it holds, of those with a verdict.</source>
        <translation>{question} La part des images où c’est le cas, parmi celles qui ont un verdict.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Median time for a map, without its measures</source>
        <translation>Temps médian pour une carte, sans ses mesures</translation>
    </message>
</context>
<context>
    <name>ModelChip</name>
    <message>
        <source>Open or change the model</source>
        <translation>Ouvrir ou changer le modèle</translation>
    </message>
    <message>
        <source>Model details (Ctrl+I)</source>
        <translation>Détails du modèle (Ctrl+I)</translation>
    </message>
    <message>
        <source>Opening a model…</source>
        <translation>Ouverture d’un modèle…</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Aucun modèle</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>{model} · assumed</source>
        <translation>{model} · supposé</translation>
    </message>
    <message>
        <source>{name}: pixel values assumed. Check them before you trust the answers.</source>
        <translation>{name}&#xa0;: valeurs des pixels supposées. Vérifiez-les avant de vous fier aux réponses.</translation>
    </message>
    <message>
        <source>Model: {words}</source>
        <translation>Modèle&#xa0;: {words}</translation>
    </message>
</context>
<context>
    <name>ModelPanel</name>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Open model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Open model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Pas encore de modèle</translation>
    </message>
    <message>
        <source>Class names: {source}</source>
        <translation>Noms des classes&#xa0;: {source}</translation>
    </message>
    <message>
        <source>any size</source>
        <translation>toute taille</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>couleur</translation>
    </message>
    <message>
        <source>{count} classes</source>
        <translation>{count} classes</translation>
    </message>
    <message>
        <source>one value</source>
        <translation>une valeur</translation>
    </message>
    <message>
        <source>{count} weights</source>
        <translation>{count} poids</translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation>{count} canaux</translation>
    </message>
    <message>
        <source>Details…</source>
        <translation>Détails…</translation>
    </message>
    <message>
        <source>Model details</source>
        <translation>Détails du modèle</translation>
    </message>
    <message>
        <source>A value</source>
        <translation>Une valeur</translation>
    </message>
    <message>
        <source>Two classes</source>
        <translation>Deux classes</translation>
    </message>
    <message>
        <source>Two classes: the number is the score of “yes”, before a sigmoid</source>
        <translation>Deux classes&#xa0;: le nombre est le score du «&#xa0;oui&#xa0;», avant une sigmoïde</translation>
    </message>
    <message>
        <source>&amp;Image fit:</source>
        <translation>A&amp;justement&#xa0;:</translation>
    </message>
    <message>
        <source>Output number is:</source>
        <translation>Le nombre de sortie est&#xa0;:</translation>
    </message>
</context>
<context>
    <name>More</name>
    <message>
        <source>More: {card}</source>
        <translation>Plus&#xa0;: {card}</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Moins</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close the message</source>
        <translation>Fermer le message</translation>
    </message>
    <message>
        <source>Learn more</source>
        <translation>En savoir plus</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Details of the message</source>
        <translation>Détails du message</translation>
    </message>
</context>
<context>
    <name>OpenBatch</name>
    <message>
        <source>No program that shows folders was found. The folder is {folder}.</source>
        <translation>Aucun programme affichant les dossiers n’a été trouvé. Le dossier est {folder}.</translation>
    </message>
    <message>
        <source>Folder of the images</source>
        <translation>Dossier des images</translation>
    </message>
</context>
<context>
    <name>OptionList</name>
    <message>
        <source>{name}:</source>
        <translation>{name}&#xa0;:</translation>
    </message>
    <message>
        <source>New random draw</source>
        <translation>Nouveau tirage</translation>
    </message>
    <message>
        <source>What stays the same after another draw is not chance</source>
        <translation>Ce qui reste après un autre tirage n’est pas dû au hasard</translation>
    </message>
</context>
<context>
    <name>OutputCard</name>
    <message>
        <source>What is written</source>
        <translation>Ce qui est écrit</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Dossier de résultats</translation>
    </message>
    <message>
        <source>An overlay</source>
        <translation>Une superposition</translation>
    </message>
    <message>
        <source>The map&apos;s values</source>
        <translation>Les valeurs de la carte</translation>
    </message>
    <message>
        <source>An overlay and the map&apos;s values</source>
        <translation>Une superposition et les valeurs de la carte</translation>
    </message>
    <message>
        <source>Nothing: the table alone</source>
        <translation>Rien&#xa0;: le tableau seul</translation>
    </message>
    <message>
        <source>{side} pixels on the longer side</source>
        <translation>{side} pixels sur le grand côté</translation>
    </message>
    <message>
        <source>As large as the image</source>
        <translation>Aussi grande que l’image</translation>
    </message>
    <message>
        <source>Pass on file &amp;names that may identify patients</source>
        <translation>Transmettre les &amp;noms de fichiers qui peuvent identifier des patients</translation>
    </message>
    <message>
        <source>Names of DICOM files in tables, reports and records. If off, aliases</source>
        <translation>Noms des fichiers DICOM dans les tableaux, rapports et fiches. Sinon, des pseudonymes</translation>
    </message>
    <message>
        <source>Each &amp;image:</source>
        <translation>Chaque &amp;image&#xa0;:</translation>
    </message>
    <message>
        <source>Si&amp;ze:</source>
        <translation>&amp;Taille&#xa0;:</translation>
    </message>
    <message>
        <source>Run f&amp;older:</source>
        <translation>Dossier de ré&amp;sultats&#xa0;:</translation>
    </message>
</context>
<context>
    <name>OverallCard</name>
    <message>
        <source>Overall</source>
        <translation>En résumé</translation>
    </message>
    <message>
        <source>Copy these words</source>
        <translation>Copier ce texte</translation>
    </message>
    <message>
        <source>Progress of the measures</source>
        <translation>Avancement des mesures</translation>
    </message>
    <message>
        <source>Measure now</source>
        <translation>Mesurer</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Measuring: {measure}</source>
        <translation>Mesure&#xa0;: {measure}</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure en cours…</translation>
    </message>
    <message>
        <source>Measured in {time}</source>
        <translation>Mesuré en {time}</translation>
    </message>
    <message>
        <source>{done} of {all} measured</source>
        <translation>{done} sur {all} mesurés</translation>
    </message>
    <message>
        <source>Open an image, and its heat map is measured as soon as the program has nothing else to do.</source>
        <translation>Ouvrez une image, et sa carte de chaleur est mesurée dès que le programme n’a rien d’autre à faire.</translation>
    </message>
    <message>
        <source>During a comparison nothing is measured. End the comparison to see the measures.</source>
        <translation>Rien n’est mesuré pendant une comparaison. Terminez la comparaison pour voir les mesures.</translation>
    </message>
    <message>
        <source>There is no finished heat map to measure yet.</source>
        <translation>Il n’y a pas encore de carte de chaleur finie à mesurer.</translation>
    </message>
    <message>
        <source>You stopped measuring. Choose “Measure now” to go on.</source>
        <translation>Vous avez arrêté les mesures. Choisissez «&#xa0;Mesurer&#xa0;» pour continuer.</translation>
    </message>
    <message>
        <source>Measuring in the background is off in the settings. Choose “Measure now”.</source>
        <translation>Les mesures en arrière-plan sont désactivées dans les réglages. Choisissez «&#xa0;Mesurer&#xa0;».</translation>
    </message>
    <message>
        <source>Measuring takes long with this model, or has ended the computing engine. No more is measured by itself. Choose “Measure now” to go on.</source>
        <translation>Mesurer prend longtemps avec ce modèle, ou a arrêté le moteur de calcul. Rien d’autre n’est mesuré automatiquement. Choisissez «&#xa0;Mesurer&#xa0;» pour continuer.</translation>
    </message>
    <message>
        <source>This map is not measured by itself. Choose “Measure now”.</source>
        <translation>Cette carte n’est pas mesurée d’elle-même. Choisissez «&#xa0;Mesurer&#xa0;».</translation>
    </message>
    <message>
        <source>The first results come in a moment.</source>
        <translation>Les premiers résultats arrivent dans un instant.</translation>
    </message>
    <message>
        <source>Measuring as soon as the program has nothing else to do.</source>
        <translation>Mesure dès que le programme n’a rien d’autre à faire.</translation>
    </message>
</context>
<context>
    <name>OverlayPanel</name>
    <message>
        <source>Overlay</source>
        <translation>Superposition</translation>
    </message>
    <message>
        <source>Colo&amp;urs:</source>
        <translation>&amp;Couleurs&#xa0;:</translation>
    </message>
    <message>
        <source>Opaci&amp;ty:</source>
        <translation>Op&amp;acité&#xa0;:</translation>
    </message>
    <message>
        <source>Overlay opacity</source>
        <translation>Opacité de la superposition</translation>
    </message>
    <message>
        <source>0 %: the image alone. 100 %: the heat map at its strongest.</source>
        <translation>0&#xa0;%&#xa0;: l’image seule. 100&#xa0;%&#xa0;: la carte au plus fort.</translation>
    </message>
    <message>
        <source>Colours for and against</source>
        <translation>Couleurs pour et contre</translation>
    </message>
</context>
<context>
    <name>Pairing</name>
    <message>
        <source>Reading “{name}”…</source>
        <translation>Lecture de «&#xa0;{name}&#xa0;»…</translation>
    </message>
</context>
<context>
    <name>PaneTitle</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>What pane {number} shows</source>
        <translation>Contenu du volet {number}</translation>
    </message>
    <message>
        <source>Close pane {number}</source>
        <translation>Fermer le volet {number}</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Choose {name}</source>
        <translation>Choisir {name}</translation>
    </message>
</context>
<context>
    <name>PathRow</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose: {what}</source>
        <translation>Choisir&#xa0;: {what}</translation>
    </message>
</context>
<context>
    <name>PixelPanel</name>
    <message>
        <source>Pixel values</source>
        <translation>Valeurs des pixels</translation>
    </message>
    <message>
        <source>Pi&amp;xel values:</source>
        <translation>&amp;Valeurs des pixels&#xa0;:</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Confirm the pixel values</source>
        <translation>Confirmer les valeurs des pixels</translation>
    </message>
    <message>
        <source>No model yet</source>
        <translation>Pas encore de modèle</translation>
    </message>
    <message>
        <source>Pixel values assumed: check</source>
        <translation>Valeurs des pixels supposées</translation>
    </message>
    <message>
        <source>Pixel values: {values}</source>
        <translation>Valeurs des pixels&#xa0;: {values}</translation>
    </message>
    <message>
        <source>Chosen by you for this model.</source>
        <translation>Choisies par vous pour ce modèle.</translation>
    </message>
    <message>
        <source>Assumed: the file does not state them. Compare the answers below and choose.</source>
        <translation>Supposées&#xa0;: le fichier ne les indique pas. Comparez les réponses ci-dessous et choisissez.</translation>
    </message>
    <message>
        <source>Source: {evidence}.</source>
        <translation>Source&#xa0;: {evidence}.</translation>
    </message>
</context>
<context>
    <name>PixelQuestion</name>
    <message>
        <source>{values}. Known: {evidence}.</source>
        <translation>{values}. Connu&#xa0;: {evidence}.</translation>
    </message>
    <message>
        <source>We suggest the values that bring this image closest to the training images.</source>
        <translation>Nous suggérons les valeurs qui rapprochent le plus cette image des images d’entraînement.</translation>
    </message>
    <message>
        <source>The file does not say how the model was trained, so our suggestion is a guess. Choose the line whose answers are right for the image.</source>
        <translation>Le fichier ne dit pas comment le modèle a été entraîné&#xa0;: notre suggestion est supposée. Choisissez la ligne dont les réponses sont justes pour l’image.</translation>
    </message>
    <message>
        <source>Answers to “{name}”</source>
        <translation>Réponses pour «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Answers to the sample “{name}”</source>
        <translation>Réponses pour l’exemple «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Open an image to see the answers here</source>
        <translation>Ouvrez une image pour voir ici les réponses</translation>
    </message>
    <message>
        <source>{values} (suggested)</source>
        <translation>{values} (suggérées)</translation>
    </message>
</context>
<context>
    <name>PortPanel</name>
    <message>
        <source>Inputs and outputs</source>
        <translation>Entrées et sorties</translation>
    </message>
    <message>
        <source>{tensor} held at:</source>
        <translation>{tensor} fixé à&#xa0;:</translation>
    </message>
    <message>
        <source>Value that the input {tensor} is held at</source>
        <translation>Valeur à laquelle l’entrée {tensor} est fixée</translation>
    </message>
    <message>
        <source>Explained output:</source>
        <translation>Sortie expliquée&#xa0;:</translation>
    </message>
    <message>
        <source>In the model&apos;s own units. This input gets no image.</source>
        <translation>Dans les unités du modèle. Cette entrée ne reçoit pas d’image.</translation>
    </message>
    <message>
        <source>This input has an image of its own, above the canvas.</source>
        <translation>Cette entrée a sa propre image, au-dessus de la vue.</translation>
    </message>
    <message>
        <source>Image input:</source>
        <translation>Entrée de l’image&#xa0;:</translation>
    </message>
</context>
<context>
    <name>PreviewRow</name>
    <message>
        <source>Previews of methods</source>
        <translation>Aperçus des méthodes</translation>
    </message>
    <message>
        <source>A preview of each method appears here.</source>
        <translation>Un aperçu de chaque méthode apparaît ici.</translation>
    </message>
    <message>
        <source>{method}, computed when you choose it</source>
        <translation>{method}, calculée si vous la choisissez</translation>
    </message>
    <message>
        <source>{method}, chosen</source>
        <translation>{method}, choisie</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Everything stays on this computer. This window only connects when you download a model.</source>
        <translation>Tout reste sur cet ordinateur. Cette fenêtre ne se connecte que lorsque vous téléchargez un modèle.</translation>
    </message>
    <message>
        <source>What is kept</source>
        <translation>Ce qui est conservé</translation>
    </message>
    <message>
        <source>Forget everything…</source>
        <translation>Tout oublier…</translation>
    </message>
    <message>
        <source>Forget everything</source>
        <translation>Tout oublier</translation>
    </message>
    <message>
        <source>Forget everything that Saliscope keeps on this computer?</source>
        <translation>Oublier tout ce que Saliscope conserve sur cet ordinateur&#xa0;?</translation>
    </message>
    <message>
        <source>These are removed: settings, recent files and folders, the list of models with what you chose for them, class names, the last session, crash reports, temporary files and the places of windows.</source>
        <translation>Sont supprimés&#xa0;: les réglages, les fichiers et dossiers récents, la liste des modèles avec ce que vous avez choisi pour eux, les noms des classes, la dernière session, les rapports d’incident, les fichiers temporaires et la place des fenêtres.</translation>
    </message>
    <message>
        <source>These stay: your images and models, saved sessions, exports, run folders, and models that you downloaded.</source>
        <translation>Restent&#xa0;: vos images et vos modèles, les sessions enregistrées, les exports, les dossiers de résultats et les modèles que vous avez téléchargés.</translation>
    </message>
    <message>
        <source>What is open is closed, a running batch stops, and Saliscope starts as if for the first time. This cannot be undone.</source>
        <translation>Ce qui est ouvert est fermé, un lot en cours s’arrête, et Saliscope redémarre comme la première fois. C’est irréversible.</translation>
    </message>
</context>
<context>
    <name>ProbeBar</name>
    <message>
        <source>Probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinceau</translation>
    </message>
    <message>
        <source>Undo stroke</source>
        <translation>Annuler le trait</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Tout effacer</translation>
    </message>
    <message>
        <source>Take all strokes away</source>
        <translation>Retirer tous les traits</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Paint mid-grey over the image</source>
        <translation>Peindre l’image en gris moyen</translation>
    </message>
    <message>
        <source>Blur</source>
        <translation>Flou</translation>
    </message>
    <message>
        <source>Blur the image under the brush</source>
        <translation>Rendre l’image floue sous le pinceau</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Gomme</translation>
    </message>
    <message>
        <source>Brush si&amp;ze</source>
        <translation>&amp;Taille du pinceau</translation>
    </message>
    <message>
        <source>Brush size</source>
        <translation>Taille du pinceau</translation>
    </message>
    <message>
        <source>Brush size: the keys [ and ] change it too</source>
        <translation>Taille du pinceau&#xa0;: les touches [ et ] la changent aussi</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>Le modèle répond…</translation>
    </message>
    <message>
        <source>Paint over a part of the image: how does the answer change?</source>
        <translation>Peignez une partie de l’image&#xa0;: comment la réponse change-t-elle&#xa0;?</translation>
    </message>
    <message>
        <source>{change}; now {label} ({share})</source>
        <translation>{change}&#xa0;; désormais {label} ({share})</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>Paint or stop painting</source>
        <translation>Peindre ou arrêter de peindre</translation>
    </message>
    <message>
        <source>Remove the last stroke</source>
        <translation>Retirer le dernier trait</translation>
    </message>
    <message>
        <source>Stop painting and remove all strokes</source>
        <translation>Arrêter de peindre et retirer tous les traits</translation>
    </message>
    <message>
        <source>Fill from the surroundings</source>
        <translation>Remplir avec les alentours</translation>
    </message>
    <message>
        <source>{label}: {before} → {after}</source>
        <translation>{label}&#xa0;: {before} → {after}</translation>
    </message>
</context>
<context>
    <name>ProgressLine</name>
    <message>
        <source>Progress of the batch</source>
        <translation>Avancement du lot</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop; what is done stays</source>
        <translation>Arrêter&#xa0;; ce qui est fait reste</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Open the run folder</source>
        <translation>Ouvrir le dossier de résultats</translation>
    </message>
    <message>
        <source>Run folder</source>
        <translation>Dossier de résultats</translation>
    </message>
    <message>
        <source>Write a report</source>
        <translation>Écrire un rapport</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapport…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Find the images…</source>
        <translation>Retrouver les images…</translation>
    </message>
    <message>
        <source>Update</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Update: explain images that are new or have changed</source>
        <translation>Actualiser&#xa0;: expliquer les images nouvelles ou modifiées</translation>
    </message>
    <message>
        <source>Listing the images…</source>
        <translation>Recherche des images…</translation>
    </message>
    <message>
        <source>Images: {done} of {total}</source>
        <translation>Images&#xa0;: {done} sur {total}</translation>
    </message>
    <message>
        <source>refused: {count}</source>
        <translation>refusées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>stopped; what is done is kept</source>
        <translation>arrêté&#xa0;; ce qui est fait est conservé</translation>
    </message>
    <message>
        <source>finished; see Measures and Look first, then write the report</source>
        <translation>terminé&#xa0;; voyez «&#xa0;Mesures&#xa0;» et «&#xa0;À regarder d’abord&#xa0;», puis rédigez le rapport</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>reste {time}</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>&amp;Voir dans&#xa0;:</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>Fichiers de &amp;type&#xa0;:</translation>
    </message>
</context>
<context>
    <name>QuestionCard</name>
    <message>
        <source>What is asked</source>
        <translation>Ce qui est demandé</translation>
    </message>
    <message>
        <source>The first answer</source>
        <translation>La première réponse</translation>
    </message>
    <message>
        <source>The true class, where it is known</source>
        <translation>La classe réelle, si elle est connue</translation>
    </message>
    <message>
        <source>One class:</source>
        <translation>Une seule classe&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Method:</source>
        <translation>&amp;Méthode&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Explained:</source>
        <translation>&amp;Expliquée&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Class:</source>
        <translation>C&amp;lasse&#xa0;:</translation>
    </message>
    <message>
        <source>La&amp;yer:</source>
        <translation>Co&amp;uche&#xa0;:</translation>
    </message>
    <message>
        <source>Automatic ({layer})</source>
        <translation>Automatique ({layer})</translation>
    </message>
    <message>
        <source>fast</source>
        <translation>rapide</translation>
    </message>
    <message>
        <source>one pass for each image</source>
        <translation>un passage par image</translation>
    </message>
    <message>
        <source>slow, many passes for each image</source>
        <translation>lente, nombreux passages par image</translation>
    </message>
    <message>
        <source>As in the window now: pixel values ({values}), image fit ({fit}), options and colours.</source>
        <translation>Comme dans la fenêtre en ce moment&#xa0;: valeurs des pixels ({values}), ajustement de l’image ({fit}), options et couleurs.</translation>
    </message>
    <message>
        <source>Other inputs of the model are the same for every image: {inputs}.</source>
        <translation>Les autres entrées du modèle sont les mêmes pour toutes les images&#xa0;: {inputs}.</translation>
    </message>
    <message>
        <source>Compared classes, further layers and regions belong to one image and are left out.</source>
        <translation>Les classes comparées, les autres couches et les régions concernent une seule image et sont laissées de côté.</translation>
    </message>
    <message>
        <source>The classes have numbers only: name them first, so that table and report show names.</source>
        <translation>Les classes n’ont que des numéros&#xa0;: nommez-les d’abord, pour que le tableau et le rapport montrent des noms.</translation>
    </message>
    <message>
        <source>{input} at {value}</source>
        <translation>{input} à {value}</translation>
    </message>
</context>
<context>
    <name>ReadingPanel</name>
    <message>
        <source>Brightness:</source>
        <translation>Luminosité&#xa0;:</translation>
    </message>
    <message>
        <source>Centre:</source>
        <translation>Centre&#xa0;:</translation>
    </message>
    <message>
        <source>Middle grey (centre of the window)</source>
        <translation>Gris moyen (centre de la fenêtre)</translation>
    </message>
    <message>
        <source>Middle grey, as a number</source>
        <translation>Gris moyen, en chiffres</translation>
    </message>
    <message>
        <source>Width:</source>
        <translation>Largeur&#xa0;:</translation>
    </message>
    <message>
        <source>From black to white (width of the window)</source>
        <translation>Du noir au blanc (largeur de la fenêtre)</translation>
    </message>
    <message>
        <source>Width, as a number</source>
        <translation>Largeur, en chiffres</translation>
    </message>
    <message>
        <source>Channels:</source>
        <translation>Canaux&#xa0;:</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>Personnalisé</translation>
    </message>
    <message>
        <source>Brightness</source>
        <translation>Luminosité</translation>
    </message>
    <message>
        <source>Image file</source>
        <translation>Fichier image</translation>
    </message>
    <message>
        <source>Keep for the next images</source>
        <translation>Garder pour les images suivantes</translation>
    </message>
    <message>
        <source>Images with values of the same kind are shown equally bright</source>
        <translation>Les images aux valeurs de même nature ont la même luminosité</translation>
    </message>
    <message>
        <source>Reset brightness and channels</source>
        <translation>Rétablir luminosité et canaux</translation>
    </message>
</context>
<context>
    <name>Readout</name>
    <message>
        <source>x {x}, y {y}</source>
        <translation>x {x}, y {y}</translation>
    </message>
    <message>
        <source>RGB {red} {green} {blue}</source>
        <translation>RVB {red} {green} {blue}</translation>
    </message>
    <message>
        <source>not seen by the model</source>
        <translation>non vu par le modèle</translation>
    </message>
    <message>
        <source>map {value}</source>
        <translation>carte {value}</translation>
    </message>
</context>
<context>
    <name>RecentFiles</name>
    <message>
        <source>Clear this list</source>
        <translation>Vider cette liste</translation>
    </message>
</context>
<context>
    <name>RegionBar</name>
    <message>
        <source>Check a region</source>
        <translation>Vérifier une région</translation>
    </message>
    <message>
        <source>Copy this result</source>
        <translation>Copier ce résultat</translation>
    </message>
    <message>
        <source>What this check means</source>
        <translation>Ce que dit cette vérification</translation>
    </message>
    <message>
        <source>Stop checking regions</source>
        <translation>Ne plus vérifier de régions</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>Le modèle répond…</translation>
    </message>
    <message>
        <source>The model does not see this place: choose one inside the outline.</source>
        <translation>Le modèle ne voit pas cet endroit&#xa0;: choisissez-en un dans le cadre.</translation>
    </message>
    <message>
        <source>A comparison shows several maps: end it to check a region.</source>
        <translation>Une comparaison montre plusieurs cartes&#xa0;: terminez-la pour vérifier une région.</translation>
    </message>
    <message>
        <source>There is no heat map yet.</source>
        <translation>Il n’y a pas encore de carte de chaleur.</translation>
    </message>
    <message>
        <source>Click or draw a rectangle: what does the answer become without this region?</source>
        <translation>Cliquez ou tracez un rectangle&#xa0;: que devient la réponse sans cette région&#xa0;?</translation>
    </message>
    <message>
        <source>Region: {left} from the left, {top} from the top, {wide} × {high}. Arrow keys move it, Shift+arrow keys size it, Enter checks it.</source>
        <translation>Région&#xa0;: {left} de la gauche, {top} du haut, {wide} × {high}. Flèches&#xa0;: déplacer&#xa0;; Maj+flèches&#xa0;: dimensionner&#xa0;; Entrée&#xa0;: vérifier.</translation>
    </message>
</context>
<context>
    <name>RegionPanel</name>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Explain the whole mask</source>
        <translation>Expliquer tout le masque</translation>
    </message>
    <message>
        <source>Explains the whole mask. Hold Shift and draw a rectangle to explain a part.</source>
        <translation>Explique tout le masque. Tracez un rectangle avec Maj pour en expliquer une partie.</translation>
    </message>
    <message>
        <source>Explains the mean within the rectangle.</source>
        <translation>Explique la moyenne dans le rectangle.</translation>
    </message>
</context>
<context>
    <name>ReliabilityView</name>
    <message>
        <source>Reliability diagram</source>
        <translation>Diagramme de fiabilité</translation>
    </message>
    <message>
        <source>A bar of few images says little.</source>
        <translation>Une barre de quelques images dit peu de chose.</translation>
    </message>
    <message>
        <source>Bins of the reliability diagram</source>
        <translation>Intervalles du diagramme de fiabilité</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probabilité</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>The mean probability of these answers</source>
        <translation>La probabilité moyenne de ces réponses</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Justes</translation>
    </message>
    <message>
        <source>How often these answers are right</source>
        <translation>La part de ces réponses qui sont justes</translation>
    </message>
</context>
<context>
    <name>Reopening</name>
    <message>
        <source>“{name}” was pasted and has no file. Only the last pasted image that was closed is kept, so this step cannot be undone. Paste it again.</source>
        <translation>«&#xa0;{name}&#xa0;» a été collée et n’a pas de fichier. Seule la dernière image collée fermée est conservée&#xa0;: cette étape ne peut pas être annulée. Collez-la de nouveau.</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>&amp;HTML page, for every browser</source>
        <translation>Page &amp;HTML, pour tout navigateur</translation>
    </message>
    <message>
        <source>&amp;PDF document, to print and to file</source>
        <translation>Document &amp;PDF, à imprimer et à classer</translation>
    </message>
    <message>
        <source>&amp;Table with a row for each image, for spreadsheets (CSV)</source>
        <translation>&amp;Tableau avec une ligne par image, pour les tableurs (CSV)</translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation>Dossier du rapport</translation>
    </message>
    <message>
        <source>The report is being written</source>
        <translation>Rédaction du rapport en cours</translation>
    </message>
    <message>
        <source>&amp;Write report</source>
        <translation>&amp;Rédiger le rapport</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>&amp;Ouvrir</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>&amp;Dossier&#xa0;:</translation>
    </message>
    <message>
        <source>The report needs no other file. A report that is there already is kept.</source>
        <translation>Le rapport n’a besoin d’aucun autre fichier. Un rapport déjà présent est conservé.</translation>
    </message>
    <message>
        <source>The report is being written…</source>
        <translation>Rédaction du rapport…</translation>
    </message>
    <message>
        <source>Written: {files}</source>
        <translation>Enregistré&#xa0;: {files}</translation>
    </message>
    <message>
        <source>No program that opens {name} was found. It is in {folder}.</source>
        <translation>Aucun programme pour ouvrir {name} n’a été trouvé. Il est dans {folder}.</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>The model “{name}” has changed since the session was saved. Its explanation was not computed again.</source>
        <translation>Le modèle «&#xa0;{name}&#xa0;» a changé depuis l’enregistrement de la session. Son explication n’a pas été recalculée.</translation>
    </message>
</context>
<context>
    <name>Returning</name>
    <message>
        <source>“{name}” has changed since it was opened, so this step could not be undone. The new version is open.</source>
        <translation>«&#xa0;{name}&#xa0;» a changé depuis son ouverture&#xa0;: cette étape n’a pas pu être annulée. La nouvelle version est ouverte.</translation>
    </message>
</context>
<context>
    <name>RowOpening</name>
    <message>
        <source>The batch used the model “{batch}”. The open model is “{model}”, so the map may differ from the one in the table.</source>
        <translation>Le lot a utilisé le modèle «&#xa0;{batch}&#xa0;». Le modèle ouvert est «&#xa0;{model}&#xa0;»&#xa0;: la carte peut différer de celle du tableau.</translation>
    </message>
    <message>
        <source>Open its model</source>
        <translation>Ouvrir son modèle</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Saved as {names} in {folder}.</source>
        <translation>Enregistré sous {names} dans {folder}.</translation>
    </message>
    <message>
        <source>Saved as “{name}” in {folder}.</source>
        <translation>Enregistré sous «&#xa0;{name}&#xa0;» dans {folder}.</translation>
    </message>
    <message>
        <source>Figure copied.</source>
        <translation>Figure copiée.</translation>
    </message>
    <message>
        <source>Overlay copied.</source>
        <translation>Superposition copiée.</translation>
    </message>
</context>
<context>
    <name>ScaleBar</name>
    <message>
        <source>{length} {unit}</source>
        <translation>{length} {unit}</translation>
    </message>
</context>
<context>
    <name>ScaleChoice</name>
    <message>
        <source>Lowest value of the scale</source>
        <translation>Valeur la plus basse de l’échelle</translation>
    </message>
    <message>
        <source>Highest value of the scale</source>
        <translation>Valeur la plus haute de l’échelle</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>Cette image</translation>
    </message>
    <message>
        <source>All images: fixed</source>
        <translation>Toutes les images&#xa0;: fixe</translation>
    </message>
    <message>
        <source>Fixed: equal colours mean equal values in all images</source>
        <translation>Fixe&#xa0;: mêmes couleurs, mêmes valeurs dans toutes les images</translation>
    </message>
</context>
<context>
    <name>SessionFiles</name>
    <message>
        <source>Save session</source>
        <translation>Enregistrer la session</translation>
    </message>
    <message>
        <source>The session was saved as “{name}” in {folder}.</source>
        <translation>La session a été enregistrée sous «&#xa0;{name}&#xa0;» dans {folder}.</translation>
    </message>
    <message>
        <source>The pasted image is not included: it has no file.</source>
        <translation>L’image collée n’est pas incluse&#xa0;: elle n’a pas de fichier.</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>A session contains the names of its files, and the name of a medical file may identify a patient. Store the session as safely as the files. Save it?</source>
        <translation>Une session contient les noms de ses fichiers, et le nom d’un fichier médical peut identifier un patient. Protégez la session comme les fichiers eux-mêmes. L’enregistrer&#xa0;?</translation>
    </message>
    <message>
        <source>session</source>
        <translation>session</translation>
    </message>
    <message>
        <source>last session</source>
        <translation>dernière session</translation>
    </message>
</context>
<context>
    <name>SessionFilesDialog</name>
    <message>
        <source>Files of the session “{name}”</source>
        <translation>Fichiers de la session «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Some files of this session are missing or have changed. Locate them, or continue: missing files are skipped, and changed files are opened as they are now.</source>
        <translation>Certains fichiers de cette session manquent ou ont changé. Retrouvez-les, ou continuez&#xa0;: les fichiers manquants sont ignorés, et les fichiers modifiés s’ouvrent dans leur version actuelle.</translation>
    </message>
    <message>
        <source>Missing or changed files</source>
        <translation>Fichiers manquants ou modifiés</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problème</translation>
    </message>
    <message>
        <source>&amp;Locate…</source>
        <translation>&amp;Retrouver…</translation>
    </message>
    <message>
        <source>&amp;Open anyway</source>
        <translation>&amp;Ouvrir quand même</translation>
    </message>
    <message>
        <source>model changed</source>
        <translation>modèle modifié</translation>
    </message>
    <message>
        <source>image changed</source>
        <translation>image modifiée</translation>
    </message>
    <message>
        <source>on another computer</source>
        <translation>sur un autre ordinateur</translation>
    </message>
    <message>
        <source>model missing</source>
        <translation>modèle manquant</translation>
    </message>
    <message>
        <source>image missing</source>
        <translation>image manquante</translation>
    </message>
    <message>
        <source>found, but changed</source>
        <translation>trouvé, mais modifié</translation>
    </message>
    <message>
        <source>Where is “{name}”?</source>
        <translation>Où se trouve «&#xa0;{name}&#xa0;»&#xa0;?</translation>
    </message>
    <message>
        <source>found</source>
        <translation>trouvé</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>SetupDialog</name>
    <message>
        <source>Explain a folder</source>
        <translation>Expliquer un dossier</translation>
    </message>
    <message>
        <source>Folder of images</source>
        <translation>Dossier d’images</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Démarrer</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>&amp;Folder:</source>
        <translation>D&amp;ossier&#xa0;:</translation>
    </message>
</context>
<context>
    <name>SpokenCanvas</name>
    <message>
        <source>No image is open.</source>
        <translation>Aucune image n’est ouverte.</translation>
    </message>
    <message>
        <source>Image: {name}.</source>
        <translation>Image&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Model: {name}.</source>
        <translation>Modèle&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Compared in {count} panes.</source>
        <translation>Comparaison en {count} volets.</translation>
    </message>
    <message>
        <source>Parts of the image are painted over.</source>
        <translation>Des parties de l’image sont masquées.</translation>
    </message>
    <message>
        <source>Still computing.</source>
        <translation>Calcul en cours.</translation>
    </message>
    <message>
        <source>No heat map yet.</source>
        <translation>Pas encore de carte de chaleur.</translation>
    </message>
    <message>
        <source>Class: {label}, {answer}.</source>
        <translation>Classe&#xa0;: {label}, {answer}.</translation>
    </message>
    <message>
        <source>Method: {method}.</source>
        <translation>Méthode&#xa0;: {method}.</translation>
    </message>
</context>
<context>
    <name>SpreadsView</name>
    <message>
        <source>{line}: {count}</source>
        <translation>{line}&#xa0;: {count}</translation>
    </message>
</context>
<context>
    <name>StepPreview</name>
    <message>
        <source>Click the curve, or use the arrow keys on it, to see the image at that step.</source>
        <translation>Cliquez sur la courbe, ou utilisez-y les flèches, pour voir l’image à cette étape.</translation>
    </message>
    <message>
        <source>Answer without {percent} % of the image: {answer}</source>
        <translation>Réponse sans {percent}&#xa0;% de l’image&#xa0;: {answer}</translation>
    </message>
    <message>
        <source>Answer with {percent} % of the image: {answer}</source>
        <translation>Réponse avec {percent}&#xa0;% de l’image&#xa0;: {answer}</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Images of the batch</source>
        <translation>Images du lot</translation>
    </message>
    <message>
        <source>&amp;Open in the viewer</source>
        <translation>&amp;Ouvrir dans la visionneuse</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>&amp;Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Set &amp;true class…</source>
        <translation>Indiquer la classe &amp;réelle…</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
</context>
<context>
    <name>TargetPanel</name>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probabilité</translation>
    </message>
    <message>
        <source>Score: evidence for this class only. Probability: also depends on the other classes.</source>
        <translation>Score&#xa0;: indices pour cette classe seulement. Probabilité&#xa0;: dépend aussi des autres classes.</translation>
    </message>
    <message>
        <source>Ex&amp;plain:</source>
        <translation>Expli&amp;quer&#xa0;:</translation>
    </message>
    <message>
        <source>Compare agai&amp;nst:</source>
        <translation>C&amp;omparer à&#xa0;:</translation>
    </message>
    <message>
        <source>Weight:</source>
        <translation>Poids&#xa0;:</translation>
    </message>
    <message>
        <source>Weight of the other class</source>
        <translation>Poids de l’autre classe</translation>
    </message>
    <message>
        <source>No other class</source>
        <translation>Aucune autre classe</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Open images</source>
        <translation>Images ouvertes</translation>
    </message>
</context>
<context>
    <name>TitledCanvas</name>
    <message>
        <source>Another file…</source>
        <translation>Un autre fichier…</translation>
    </message>
</context>
<context>
    <name>ToolBar</name>
    <message>
        <source>Tool bar</source>
        <translation>Barre d’outils</translation>
    </message>
    <message>
        <source>Compare methods, classes, layers, models or images</source>
        <translation>Comparer des méthodes, des classes, des couches, des modèles ou des images</translation>
    </message>
</context>
<context>
    <name>Tour</name>
    <message>
        <source>Open an image</source>
        <translation>Ouvrir une image</translation>
    </message>
    <message>
        <source>Drop an image anywhere on the window, or choose Open. Folders, models and sessions open the same way. Everything stays on this computer.</source>
        <translation>Déposez une image n’importe où dans la fenêtre, ou choisissez Ouvrir. Les dossiers, les modèles et les sessions s’ouvrent de la même façon. Tout reste sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Read the answer</source>
        <translation>Lire la réponse</translation>
    </message>
    <message>
        <source>Change the opacity to see more of the image or more of the heat map. Hold O to see the image alone.</source>
        <translation>Réglez l’opacité pour mieux voir l’image ou la carte de chaleur. Maintenez O pour voir l’image seule.</translation>
    </message>
    <message>
        <source>Know the limits</source>
        <translation>Connaître les limites</translation>
    </message>
    <message>
        <source>Each method asks the model a different question. Choose another method and compare. Press F1 to learn about it.</source>
        <translation>Chaque méthode pose au modèle une question différente. Choisissez-en une autre et comparez. Appuyez sur F1 pour en savoir plus.</translation>
    </message>
    <message>
        <source>The most probable class comes first. Choose another class to see the evidence for that one.</source>
        <translation>La classe la plus probable vient en premier. Choisissez une autre classe pour voir les indices en sa faveur.</translation>
    </message>
    <message>
        <source>Try another method</source>
        <translation>Essayer une autre méthode</translation>
    </message>
    <message>
        <source>See what holds</source>
        <translation>Voir ce qui tient</translation>
    </message>
    <message>
        <source>Six marks say how far to trust this map: whether it depends on the model, whether it is stable, and more. Click them for the details. With Tools &gt; Check a region you test a place by hand.</source>
        <translation>Six signes disent jusqu’où se fier à cette carte&#xa0;: si elle dépend du modèle, si elle est stable, et plus encore. Cliquez dessus pour les détails. Avec Outils &gt; Vérifier une région, vous éprouvez un endroit à la main.</translation>
    </message>
    <message>
        <source>Check here how the model reads the image, and what is only assumed.</source>
        <translation>Vérifiez ici comment le modèle lit l’image, et ce qui n’est que supposé.</translation>
    </message>
    <message>
        <source>Keep the result</source>
        <translation>Conserver le résultat</translation>
    </message>
    <message>
        <source>Export saves the overlay together with a record of how it was made. A session keeps everything, so that you can continue later.</source>
        <translation>Exporter enregistre la superposition avec une fiche qui dit comment elle a été faite. Une session garde tout pour continuer plus tard.</translation>
    </message>
    <message>
        <source>{number} of {count}</source>
        <translation>{number} sur {count}</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>End the tour</source>
        <translation>Quitter la visite</translation>
    </message>
    <message>
        <source>✓ Done</source>
        <translation>✓ Fait</translation>
    </message>
    <message>
        <source>New here? Take the 1-minute tour.</source>
        <translation>Nouveau ici&#xa0;? Suivez la visite en 1 minute.</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Commencer</translation>
    </message>
    <message>
        <source>No, thanks</source>
        <translation>Non merci</translation>
    </message>
    <message>
        <source>See through the heat map</source>
        <translation>Voir l’image sous la carte</translation>
    </message>
</context>
<context>
    <name>TrialList</name>
    <message>
        <source>Answers to this image with each choice:</source>
        <translation>Réponses à cette image selon le choix&#xa0;:</translation>
    </message>
    <message>
        <source>{name} (fits training best)</source>
        <translation>{name} (proche de l’entraînement)</translation>
    </message>
    <message>
        <source>The model file stores the average brightness and colours of its training images. With these values, your image is closest.</source>
        <translation>Le fichier du modèle conserve la luminosité et les couleurs moyennes de ses images d’entraînement. Avec ces valeurs, votre image en est la plus proche.</translation>
    </message>
</context>
<context>
    <name>TrustCard</name>
    <message>
        <source>How far to trust the maps</source>
        <translation>Quelle confiance accorder aux cartes</translation>
    </message>
    <message>
        <source>Measure tr&amp;ust: it takes far longer</source>
        <translation>Mesurer la con&amp;fiance&#xa0;: bien plus long</translation>
    </message>
</context>
<context>
    <name>TrustCharts</name>
    <message>
        <source>Share of the image removed</source>
        <translation>Part de l’image retirée</translation>
    </message>
    <message>
        <source>Share of the image put back</source>
        <translation>Part de l’image remise</translation>
    </message>
    <message>
        <source>Share of the image filled in</source>
        <translation>Part de l’image comblée</translation>
    </message>
    <message>
        <source>Layers with random weights</source>
        <translation>Couches aux poids aléatoires</translation>
    </message>
</context>
<context>
    <name>TrustLine</name>
    <message>
        <source>measuring…</source>
        <translation>mesure en cours…</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>pas encore mesuré</translation>
    </message>
    <message>
        <source>How far to trust this map: {words}</source>
        <translation>Jusqu’où se fier à cette carte&#xa0;: {words}</translation>
    </message>
    <message>
        <source>How far to trust this map: {words} (F6)</source>
        <translation>Jusqu’où se fier à cette carte&#xa0;: {words} (F6)</translation>
    </message>
</context>
<context>
    <name>TrustPage</name>
    <message>
        <source>How far to trust this map</source>
        <translation>Jusqu’où se fier à cette carte</translation>
    </message>
    <message>
        <source>Back to the side panel</source>
        <translation>Revenir au panneau latéral</translation>
    </message>
    <message>
        <source>What is this?</source>
        <translation>Qu’est-ce que c’est&#xa0;?</translation>
    </message>
</context>
<context>
    <name>TrustRoom</name>
    <message>
        <source>agree least</source>
        <translation>s’accordent le moins</translation>
    </message>
    <message>
        <source>agree most</source>
        <translation>s’accordent le plus</translation>
    </message>
</context>
<context>
    <name>TrustTab</name>
    <message>
        <source>Measure</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>What the lines are</source>
        <translation>Ce que sont les lignes</translation>
    </message>
    <message>
        <source>By method</source>
        <translation>Par méthode</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>Par classe</translation>
    </message>
    <message>
        <source>How the values lie</source>
        <translation>Répartition des valeurs</translation>
    </message>
    <message>
        <source>Box: the middle half of the values and their median. Bar: how many maps are good, doubtful or poor; click a part, or press Enter, for its images.</source>
        <translation>Boîte&#xa0;: la moitié centrale des valeurs et leur médiane. Barre&#xa0;: combien de cartes sont bonnes, douteuses ou mauvaises&#xa0;; cliquez sur une partie, ou appuyez sur Entrée, pour ses images.</translation>
    </message>
    <message>
        <source>None of the measures shows that a map is right: see what holds, question by question.</source>
        <translation>Aucune mesure ne montre qu’une carte est juste&#xa0;: voyez ce qui tient, question par question.</translation>
    </message>
    <message>
        <source>So far; images still waiting: {count}</source>
        <translation>Pour l’instant&#xa0;; images encore en attente&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Méthodes</translation>
    </message>
    <message>
        <source>&amp;Use {method} in the viewer</source>
        <translation>&amp;Utiliser {method} dans la visionneuse</translation>
    </message>
    <message>
        <source>{aspect}: {measure}</source>
        <translation>{aspect}&#xa0;: {measure}</translation>
    </message>
    <message>
        <source>{what}, {measure}: {verdict}</source>
        <translation>{what}, {measure}&#xa0;: {verdict}</translation>
    </message>
    <message>
        <source>Still computing</source>
        <translation>Calcul en cours</translation>
    </message>
    <message>
        <source>How far to trust the maps appears here as the images are done.</source>
        <translation>La confiance à accorder aux cartes apparaît ici à mesure que les images sont faites.</translation>
    </message>
    <message>
        <source>Trust was not measured</source>
        <translation>La confiance n’a pas été mesurée</translation>
    </message>
    <message>
        <source>This batch was not asked how far to trust its maps. Choose “Measure trust” when you explain a folder, or compare methods with “Which method for this model?” in the menu Run.</source>
        <translation>Ce lot n’a pas demandé quelle confiance accorder à ses cartes. Choisissez «&#xa0;Mesurer la confiance&#xa0;» quand vous expliquez un dossier, ou comparez des méthodes avec «&#xa0;Quelle méthode pour ce modèle&#xa0;?&#xa0;» dans le menu Exécuter.</translation>
    </message>
</context>
<context>
    <name>TruthDialog</name>
    <message>
        <source>Set the true class</source>
        <translation>Indiquer la classe réelle</translation>
    </message>
    <message>
        <source>What “{name}” shows:</source>
        <translation>Ce que montre «&#xa0;{name}&#xa0;»&#xa0;:</translation>
    </message>
    <message>
        <source>What these {count} images show:</source>
        <translation>Ce que montrent ces {count} images&#xa0;:</translation>
    </message>
</context>
<context>
    <name>VerificationRoom</name>
    <message>
        <source>Verifying “{name}”…</source>
        <translation>Vérification de «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>“{name}” was exported by Saliscope.</source>
        <translation>«&#xa0;{name}&#xa0;» a été exportée par Saliscope.</translation>
    </message>
    <message>
        <source>The comparison&apos;s other files were not found: {names}. Only the first pane is restored.</source>
        <translation>Les autres fichiers de la comparaison sont introuvables&#xa0;: {names}. Seul le premier volet est rétabli.</translation>
    </message>
    <message>
        <source>Restore the view</source>
        <translation>Rétablir la vue</translation>
    </message>
    <message>
        <source>Verifying “{name}”: “{pane}”, {number} of {count}…</source>
        <translation>Vérification de «&#xa0;{name}&#xa0;»&#xa0;: «&#xa0;{pane}&#xa0;», {number} sur {count}…</translation>
    </message>
    <message>
        <source>Not found: {names}. Open the file first, or put it back where it was.</source>
        <translation>Introuvable&#xa0;: {names}. Ouvrez d’abord le fichier, ou remettez-le à sa place.</translation>
    </message>
    <message>
        <source>Changed: {names}. The file is no longer the one that the export was made from.</source>
        <translation>Modifié&#xa0;: {names}. Le fichier n’est plus celui dont l’export a été tiré.</translation>
    </message>
    <message>
        <source>“{name}” cannot be verified.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être vérifiée.</translation>
    </message>
    <message>
        <source>“{name}” is confirmed: the same image and model give exactly the same map. The values behind the colours were compared.</source>
        <translation>«&#xa0;{name}&#xa0;» est confirmée&#xa0;: la même image et le même modèle donnent exactement la même carte. Les valeurs derrière les couleurs ont été comparées.</translation>
    </message>
    <message>
        <source>“{name}” does not match: the new map has a different size.</source>
        <translation>«&#xa0;{name}&#xa0;» ne correspond pas&#xa0;: la nouvelle carte a une autre taille.</translation>
    </message>
    <message>
        <source>“{name}” matches: the new map differs by at most {share} of its largest value.</source>
        <translation>«&#xa0;{name}&#xa0;» correspond&#xa0;: la nouvelle carte diffère d’au plus {share} de sa plus grande valeur.</translation>
    </message>
    <message>
        <source>“{name}” does not match: the new map differs by up to {share} of its largest value.</source>
        <translation>«&#xa0;{name}&#xa0;» ne correspond pas&#xa0;: l’écart de la nouvelle carte atteint {share} de sa plus grande valeur.</translation>
    </message>
    <message>
        <source>“{name}” does not match: at least one map is different now.</source>
        <translation>«&#xa0;{name}&#xa0;» ne correspond pas&#xa0;: au moins une carte est différente.</translation>
    </message>
    <message>
        <source>“{name}” is verified in part: some maps could not be computed again.</source>
        <translation>«&#xa0;{name}&#xa0;» est vérifiée en partie&#xa0;: certaines cartes n’ont pas pu être recalculées.</translation>
    </message>
    <message>
        <source>“{name}” matches: every new map is nearly identical.</source>
        <translation>«&#xa0;{name}&#xa0;» correspond&#xa0;: chaque nouvelle carte est presque identique.</translation>
    </message>
    <message>
        <source>“{name}” is confirmed: the same images and models give exactly the same maps. The values behind the colours were compared.</source>
        <translation>«&#xa0;{name}&#xa0;» est confirmée&#xa0;: les mêmes images et les mêmes modèles donnent exactement les mêmes cartes. Les valeurs derrière les couleurs ont été comparées.</translation>
    </message>
    <message>
        <source>“{name}”: no map to compare with.</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: aucune carte à comparer.</translation>
    </message>
    <message>
        <source>“{name}”: does not match, the new map has a different size.</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: ne correspond pas, la nouvelle carte a une autre taille.</translation>
    </message>
    <message>
        <source>“{name}”: confirmed, exactly the same map.</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: confirmé, exactement la même carte.</translation>
    </message>
    <message>
        <source>“{name}”: matches, the new map differs by at most {share} of its largest value.</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: correspond, la nouvelle carte diffère d’au plus {share} de sa plus grande valeur.</translation>
    </message>
    <message>
        <source>“{name}”: does not match, the new map differs by up to {share} of its largest value.</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: ne correspond pas, l’écart de la nouvelle carte atteint {share} de sa plus grande valeur.</translation>
    </message>
    <message>
        <source>How far to trust the map, when it was exported: {verdicts}.</source>
        <translation>Jusqu’où se fier à la carte, au moment de l’exportation&#xa0;: {verdicts}.</translation>
    </message>
    <message>
        <source>Made with {versions}.</source>
        <translation>Faite avec {versions}.</translation>
    </message>
    <message>
        <source>“{name}”: not computed. {reason}</source>
        <translation>«&#xa0;{name}&#xa0;»&#xa0;: non recalculé. {reason}</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Recent models</source>
        <translation>Modèles récents</translation>
    </message>
    <message>
        <source>Open “{name}”</source>
        <translation>Ouvrir «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Accueil</translation>
    </message>
    <message>
        <source>Back to the image</source>
        <translation>Revenir à l’image</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>Fichiers récents</translation>
    </message>
    <message>
        <source>Or start with a sample</source>
        <translation>Ou commencez par un exemple</translation>
    </message>
    <message>
        <source>Take the 1-minute tour</source>
        <translation>Suivre la visite en 1 minute</translation>
    </message>
    <message>
        <source>Opens a sample and shows the window step by step</source>
        <translation>Ouvre un exemple et présente la fenêtre pas à pas</translation>
    </message>
    <message>
        <source>Open an image…</source>
        <translation>Ouvrir une image…</translation>
    </message>
    <message>
        <source>Open a model…</source>
        <translation>Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>Drop an image here</source>
        <translation>Déposez une image ici</translation>
    </message>
    <message>
        <source>See what the model says, and where it looks.</source>
        <translation>Voyez ce que dit le modèle, et où il regarde.</translation>
    </message>
    <message>
        <source>Everything stays on this computer. Folders, models and sessions can be dropped too.</source>
        <translation>Tout reste sur cet ordinateur. Vous pouvez aussi déposer des dossiers, des modèles et des sessions.</translation>
    </message>
    <message>
        <source>Cat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Clownfish</source>
        <translation>Poisson-clown</translation>
    </message>
    <message>
        <source>Coffee</source>
        <translation>Café</translation>
    </message>
    <message>
        <source>Sample image: {name}</source>
        <translation>Image d’exemple&#xa0;: {name}</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>&amp;Undo {what}</source>
        <translation>&amp;Annuler&#xa0;: {what}</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo {what}</source>
        <translation>&amp;Rétablir&#xa0;: {what}</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>The settings could not be saved in {file}. They count until Saliscope ends. Free some disk space, or allow writing there.</source>
        <translation>Les réglages n’ont pas pu être enregistrés dans {file}. Ils valent jusqu’à la fermeture de Saliscope. Libérez de l’espace disque, ou autorisez l’écriture à cet endroit.</translation>
    </message>
    <message>
        <source>Another window of Saliscope is open, and would keep everything again. Close it, then choose Forget everything once more.</source>
        <translation>Une autre fenêtre de Saliscope est ouverte et conserverait tout à nouveau. Fermez-la, puis choisissez de nouveau Tout oublier.</translation>
    </message>
</context>
<context>
    <name>ZoomControl</name>
    <message>
        <source>Size of the image on screen</source>
        <translation>Taille de l’image à l’écran</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Réduire</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Zoom: {percent}</source>
        <translation>Zoom&#xa0;: {percent}</translation>
    </message>
    <message>
        <source>Fill the window</source>
        <translation>Remplir la fenêtre</translation>
    </message>
    <message>
        <source>Fit to window</source>
        <translation>Ajuster à la fenêtre</translation>
    </message>
</context>
<context>
    <name>_PlaceBox</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose the image for “{place}”</source>
        <translation>Choisir l’image pour «&#xa0;{place}&#xa0;»</translation>
    </message>
    <message>
        <source>Remove the image from “{place}”</source>
        <translation>Retirer l’image de «&#xa0;{place}&#xa0;»</translation>
    </message>
    <message>
        <source>Drop an image here</source>
        <translation>Déposez une image ici</translation>
    </message>
    <message>
        <source>Drop an image. Until then, pixels are {value}</source>
        <translation>Déposez une image. D’ici là, pixels à {value}</translation>
    </message>
</context>
<context>
    <name>_Shade</name>
    <message>
        <source>{part}: drop the image here</source>
        <translation>{part}&#xa0;: déposez l’image ici</translation>
    </message>
    <message>
        <source>Drop images, folders or a model to open them</source>
        <translation>Déposez des images, des dossiers ou un modèle pour les ouvrir</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Computes on</source>
        <translation>Calcul sur</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>Shows where an image classifier looks. Works offline. Licensed under Apache 2.0.</source>
        <translation>Montre où regarde un classifieur d’images. Fonctionne hors ligne. Sous licence Apache 2.0.</translation>
    </message>
    <message>
        <source>Included model: EfficientNet-Lite0, ImageNet weights, Apache 2.0. All licences are in the folder resources/licences.</source>
        <translation>Modèle fourni&#xa0;: EfficientNet-Lite0, poids ImageNet, Apache 2.0. Toutes les licences se trouvent dans le dossier resources/licences.</translation>
    </message>
    <message>
        <source>Package</source>
        <translation>Paquet</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>non indiquée</translation>
    </message>
    <message>
        <source>Saliscope is licensed under Apache 2.0. It uses Qt and PySide6 under the LGPL, version 3. It is built on these packages, listed with the licences that they state.</source>
        <translation>Saliscope est sous licence Apache 2.0. Il utilise Qt et PySide6 sous la LGPL, version 3. Il repose sur les paquets suivants, avec les licences qu’ils indiquent.</translation>
    </message>
    <message>
        <source>Please cite the paper of the method that you used. The BibTeX entries are below.</source>
        <translation>Citez l’article de la méthode utilisée. Les entrées BibTeX se trouvent plus bas.</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>Affic&amp;hage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Aid&amp;e</translation>
    </message>
    <message>
        <source>Open &amp;model…</source>
        <translation>Ouvrir un &amp;modèle…</translation>
    </message>
    <message>
        <source>Open &amp;recent model</source>
        <translation>Ouvrir un modèle &amp;récent</translation>
    </message>
    <message>
        <source>Model &amp;library…</source>
        <translation>&amp;Bibliothèque de modèles…</translation>
    </message>
    <message>
        <source>Model &amp;details…</source>
        <translation>&amp;Détails du modèle…</translation>
    </message>
    <message>
        <source>&amp;Name the classes…</source>
        <translation>&amp;Nommer les classes…</translation>
    </message>
    <message>
        <source>Use the &amp;bundled model</source>
        <translation>Utiliser le modèle &amp;fourni</translation>
    </message>
    <message>
        <source>E&amp;dit</source>
        <translation>Édi&amp;tion</translation>
    </message>
    <message>
        <source>M&amp;odel</source>
        <translation>Mo&amp;dèle</translation>
    </message>
    <message>
        <source>&amp;Compare</source>
        <translation>Com&amp;parer</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>E&amp;xécuter</translation>
    </message>
    <message>
        <source>Too&amp;ls</source>
        <translation>Outil&amp;s</translation>
    </message>
    <message>
        <source>Open an image first.</source>
        <translation>Ouvrez d’abord une image.</translation>
    </message>
    <message>
        <source>There is no heat map yet.</source>
        <translation>Il n’y a pas encore de carte de chaleur.</translation>
    </message>
    <message>
        <source>Open several images first.</source>
        <translation>Ouvrez d’abord plusieurs images.</translation>
    </message>
    <message>
        <source>No image follows.</source>
        <translation>C’est la dernière image.</translation>
    </message>
    <message>
        <source>No image comes before this one.</source>
        <translation>C’est la première image.</translation>
    </message>
    <message>
        <source>No image is open.</source>
        <translation>Aucune image n’est ouverte.</translation>
    </message>
    <message>
        <source>The agreement of methods is not measured yet.</source>
        <translation>L’accord des méthodes n’est pas encore mesuré.</translation>
    </message>
    <message>
        <source>This image has only one page.</source>
        <translation>Cette image n’a qu’une page.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Il n’y a rien à rétablir.</translation>
    </message>
    <message>
        <source>Nothing is painted over the image.</source>
        <translation>Rien n’est peint sur l’image.</translation>
    </message>
    <message>
        <source>Start a comparison first.</source>
        <translation>Commencez d’abord une comparaison.</translation>
    </message>
    <message>
        <source>This model takes only one image.</source>
        <translation>Ce modèle ne prend qu’une image.</translation>
    </message>
    <message>
        <source>No batch is open.</source>
        <translation>Aucun lot n’est ouvert.</translation>
    </message>
    <message>
        <source>Open a model first.</source>
        <translation>Ouvrez d’abord un modèle.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Il n’y a rien à annuler.</translation>
    </message>
    <message>
        <source>&amp;Open image…</source>
        <translation>&amp;Ouvrir une image…</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Image for the other in&amp;put…</source>
        <translation>Image &amp;pour l’autre entrée…</translation>
    </message>
    <message>
        <source>C&amp;lose image</source>
        <translation>Fermer l’ima&amp;ge</translation>
    </message>
    <message>
        <source>Close all ima&amp;ges</source>
        <translation>Fermer toutes &amp;les images</translation>
    </message>
    <message>
        <source>Sho&amp;w in folder</source>
        <translation>&amp;Afficher dans le dossier</translation>
    </message>
    <message>
        <source>Cop&amp;y file path</source>
        <translation>&amp;Copier le chemin du fichier</translation>
    </message>
    <message>
        <source>Open sess&amp;ion…</source>
        <translation>Ouvrir une &amp;session…</translation>
    </message>
    <message>
        <source>&amp;Reopen last session</source>
        <translation>&amp;Rouvrir la dernière session</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>Enreg&amp;istrer la session</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>Enregistrer la session so&amp;us…</translation>
    </message>
    <message>
        <source>&amp;Export overlay…</source>
        <translation>&amp;Exporter la superposition…</translation>
    </message>
    <message>
        <source>E&amp;xport as last time</source>
        <translation>E&amp;xporter comme la dernière fois</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Annuler</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Rétablir</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>&amp;Copy overlay</source>
        <translation>&amp;Copier la superposition</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
    <message>
        <source>Two &amp;methods</source>
        <translation>Deux &amp;méthodes</translation>
    </message>
    <message>
        <source>Two &amp;classes</source>
        <translation>Deux &amp;classes</translation>
    </message>
    <message>
        <source>Two &amp;layers</source>
        <translation>Deux c&amp;ouches</translation>
    </message>
    <message>
        <source>Two m&amp;odels…</source>
        <translation>Deux mo&amp;dèles…</translation>
    </message>
    <message>
        <source>C&amp;urtain</source>
        <translation>&amp;Rideau</translation>
    </message>
    <message>
        <source>&amp;Hold O</source>
        <translation>M&amp;aintenir O</translation>
    </message>
    <message>
        <source>Open fol&amp;der…</source>
        <translation>Ouvrir un &amp;dossier…</translation>
    </message>
    <message>
        <source>Open recen&amp;t</source>
        <translation>Fichiers récen&amp;ts</translation>
    </message>
    <message>
        <source>Export &amp;figure or numbers…</source>
        <translation>Exporter une &amp;figure ou les nombres…</translation>
    </message>
    <message>
        <source>Copy fi&amp;gure</source>
        <translation>Copier la &amp;figure</translation>
    </message>
    <message>
        <source>&amp;Paste image</source>
        <translation>Co&amp;ller une image</translation>
    </message>
    <message>
        <source>Command p&amp;alette…</source>
        <translation>&amp;Palette de commandes…</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>Ré&amp;glages…</translation>
    </message>
    <message>
        <source>&amp;Next image</source>
        <translation>Image &amp;suivante</translation>
    </message>
    <message>
        <source>Pre&amp;vious image</source>
        <translation>Image précé&amp;dente</translation>
    </message>
    <message>
        <source>Next pa&amp;ge</source>
        <translation>Page suivante du &amp;fichier</translation>
    </message>
    <message>
        <source>Pr&amp;evious page</source>
        <translation>Page précédente d&amp;u fichier</translation>
    </message>
    <message>
        <source>&amp;Keep the class for the next images</source>
        <translation>Garder la classe pour &amp;les images suivantes</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Agrandir</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>&amp;Réduire</translation>
    </message>
    <message>
        <source>&amp;Fit to window</source>
        <translation>A&amp;juster à la fenêtre</translation>
    </message>
    <message>
        <source>&amp;Actual size (1:1)</source>
        <translation>Taille ré&amp;elle (1:1)</translation>
    </message>
    <message>
        <source>R&amp;uler (pixels)</source>
        <translation>Rè&amp;gle (pixels)</translation>
    </message>
    <message>
        <source>&amp;Several classes side by side</source>
        <translation>&amp;Plusieurs classes côte à côte</translation>
    </message>
    <message>
        <source>Side &amp;panel</source>
        <translation>Pa&amp;nneau latéral</translation>
    </message>
    <message>
        <source>Fill the &amp;window</source>
        <translation>Remplir la fenê&amp;tre</translation>
    </message>
    <message>
        <source>Find a &amp;class</source>
        <translation>Trouver une &amp;classe</translation>
    </message>
    <message>
        <source>How far to &amp;trust this map</source>
        <translation>Jus&amp;qu’où se fier à cette carte</translation>
    </message>
    <message>
        <source>Agreement of met&amp;hods over the image</source>
        <translation>Accord des &amp;méthodes sur l’image</translation>
    </message>
    <message>
        <source>Full sc&amp;reen</source>
        <translation>Plein &amp;écran</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>&amp;Welcome and samples</source>
        <translation>Accueil et e&amp;xemples</translation>
    </message>
    <message>
        <source>&amp;Learn about this method</source>
        <translation>En savoir plus sur cette &amp;méthode</translation>
    </message>
    <message>
        <source>How to &amp;read a heat map</source>
        <translation>Comment &amp;lire une carte de chaleur</translation>
    </message>
    <message>
        <source>What a map ca&amp;nnot tell</source>
        <translation>Ce qu’une carte &amp;ne dit pas</translation>
    </message>
    <message>
        <source>How far to tr&amp;ust a map</source>
        <translation>J&amp;usqu’où se fier à une carte</translation>
    </message>
    <message>
        <source>Judge a whole &amp;folder</source>
        <translation>Juger un &amp;dossier entier</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>Raccour&amp;cis clavier</translation>
    </message>
    <message>
        <source>&amp;Crash reports…</source>
        <translation>&amp;Rapports d’incident…</translation>
    </message>
    <message>
        <source>&amp;Glossary</source>
        <translation>&amp;Glossaire</translation>
    </message>
    <message>
        <source>Take the &amp;tour</source>
        <translation>&amp;Visite guidée</translation>
    </message>
    <message>
        <source>&amp;About Saliscope</source>
        <translation>À &amp;propos de Saliscope</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Rien pour l’instant</translation>
    </message>
    <message>
        <source>The file does not say how large a pixel is.</source>
        <translation>Le fichier ne dit pas quelle est la taille d’un pixel.</translation>
    </message>
    <message>
        <source>Scale &amp;bar</source>
        <translation>&amp;Barre d’échelle</translation>
    </message>
    <message>
        <source>&amp;Probe</source>
        <translation>&amp;Sonde</translation>
    </message>
    <message>
        <source>Probe</source>
        <translation>Sonde</translation>
    </message>
    <message>
        <source>&amp;Clear probe strokes</source>
        <translation>&amp;Effacer les traits de la sonde</translation>
    </message>
    <message>
        <source>Check a &amp;region</source>
        <translation>Vérifier une &amp;région</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>&amp;Verify an exported image…</source>
        <translation>&amp;Vérifier une image exportée…</translation>
    </message>
    <message>
        <source>Try si&amp;x methods</source>
        <translation>Essayer si&amp;x méthodes</translation>
    </message>
    <message>
        <source>Ima&amp;ge and overlay</source>
        <translation>Ima&amp;ge et superposition</translation>
    </message>
    <message>
        <source>Two &amp;images…</source>
        <translation>Deux &amp;images…</translation>
    </message>
    <message>
        <source>Two in&amp;puts</source>
        <translation>Deux &amp;entrées</translation>
    </message>
    <message>
        <source>Side &amp;by side</source>
        <translation>Cô&amp;te à côte</translation>
    </message>
    <message>
        <source>&amp;Add pane</source>
        <translation>Ajo&amp;uter un volet</translation>
    </message>
    <message>
        <source>Close last pan&amp;e</source>
        <translation>&amp;Fermer le dernier volet</translation>
    </message>
    <message>
        <source>S&amp;wap panes</source>
        <translation>Inverser les &amp;volets</translation>
    </message>
    <message>
        <source>E&amp;nd comparison</source>
        <translation>Termi&amp;ner la comparaison</translation>
    </message>
    <message>
        <source>The model&apos;s other input has no image of its own.</source>
        <translation>L’autre entrée du modèle n’a pas d’image à elle.</translation>
    </message>
    <message>
        <source>Fil&amp;m strip</source>
        <translation>Pell&amp;icule</translation>
    </message>
    <message>
        <source>Six methods</source>
        <translation>Six méthodes</translation>
    </message>
    <message>
        <source>Same colour &amp;scale</source>
        <translation>Même éc&amp;helle de couleurs</translation>
    </message>
    <message>
        <source>&amp;Explain a folder…</source>
        <translation>&amp;Expliquer un dossier…</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>Lot</translation>
    </message>
    <message>
        <source>Explain the &amp;folder of the open images…</source>
        <translation>Expliquer le &amp;dossier des images ouvertes…</translation>
    </message>
    <message>
        <source>&amp;Which method for this model?…</source>
        <translation>&amp;Quelle méthode pour ce modèle&#xa0;?…</translation>
    </message>
    <message>
        <source>&amp;Open a run folder…</source>
        <translation>&amp;Ouvrir un dossier de résultats…</translation>
    </message>
    <message>
        <source>&amp;Show the batch</source>
        <translation>&amp;Afficher le lot</translation>
    </message>
</context>
<context>
    <name>app</name>
    <message>
        <source>Saliscope cannot show a window: this computer has no fonts, or FONTCONFIG_FILE names a file without any. Install fonts, such as DejaVu, and start again.</source>
        <translation>Saliscope ne peut pas afficher de fenêtre&#xa0;: cet ordinateur n’a pas de polices, ou FONTCONFIG_FILE désigne un fichier qui n’en a pas. Installez des polices, par exemple DejaVu, puis redémarrez.</translation>
    </message>
    <message>
        <source>Nothing can be written to {places}. Until that is possible, Saliscope forgets settings and the last session when it ends. Save your work with File &gt; Save session.</source>
        <translation>Rien ne peut être écrit dans {places}. Tant que cela dure, Saliscope oublie les réglages et la dernière session quand il se ferme. Enregistrez votre travail avec Fichier &gt; Enregistrer la session.</translation>
    </message>
    <message>
        <source>Some files of Saliscope’s could not be removed. Delete them yourself: {places}</source>
        <translation>Certains fichiers de Saliscope n’ont pas pu être supprimés. Supprimez-les vous-même&#xa0;: {places}</translation>
    </message>
    <message>
        <source>Everything that Saliscope kept on this computer was removed.</source>
        <translation>Tout ce que Saliscope conservait sur cet ordinateur a été supprimé.</translation>
    </message>
</context>
<context>
    <name>batch</name>
    <message>
        <source>True class</source>
        <translation>Classe réelle</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>The model’s first answer</source>
        <translation>La première réponse du modèle</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probabilité</translation>
    </message>
    <message>
        <source>The probability of the answer</source>
        <translation>La probabilité de la réponse</translation>
    </message>
    <message>
        <source>What the image shows, as far as that is known (F2 to set it)</source>
        <translation>Ce que montre l’image, pour autant qu’on le sache (F2 pour l’indiquer)</translation>
    </message>
    <message>
        <source>Right?</source>
        <translation>Juste&#xa0;?</translation>
    </message>
    <message>
        <source>Whether the answer is the true class</source>
        <translation>Si la réponse est la classe réelle</translation>
    </message>
    <message>
        <source>Margin</source>
        <translation>Écart</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>0 if the evidence is even, 1 if it lies on a single point (Gini coefficient). Compare it within a class.</source>
        <translation>0 si les indices sont uniformes, 1 s’ils tiennent en un point (coefficient de Gini). À comparer au sein d’une classe.</translation>
    </message>
    <message>
        <source>Border</source>
        <translation>Bord</translation>
    </message>
    <message>
        <source>How far the answer’s probability lies above that of the second answer. Small: the model hesitates.</source>
        <translation>De combien la probabilité de la réponse dépasse celle de la deuxième. Petit&#xa0;: le modèle hésite.</translation>
    </message>
    <message>
        <source>The share of the evidence in the outer tenth on each side. Evidence spread evenly has 36 % there.</source>
        <translation>La part des indices dans le dixième extérieur de chaque côté. Des indices uniformes y sont à 36 %.</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>How long the image took to compute</source>
        <translation>Durée du calcul pour l’image</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Look first</source>
        <translation>À regarder d’abord</translation>
    </message>
    <message>
        <source>Why the image is worth a look, which needs no true class</source>
        <translation>Pourquoi l’image mérite un regard, sans qu’il faille de classe réelle</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>The number that the model answers with; it is no probability</source>
        <translation>Le nombre que répond le modèle&#xa0;; ce n’est pas une probabilité</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refusée</translation>
    </message>
    <message>
        <source>right</source>
        <translation>juste</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>fausse</translation>
    </message>
    <message>
        <source>{name}: {meaning}</source>
        <translation>{name}&#xa0;: {meaning}</translation>
    </message>
    <message>
        <source>{reason}: {sentence}</source>
        <translation>{reason}&#xa0;: {sentence}</translation>
    </message>
</context>
<context>
    <name>card</name>
    <message>
        <source>a file beside the model says so</source>
        <translation>un fichier à côté du modèle le dit</translation>
    </message>
    <message>
        <source>best match with its batch normalisation</source>
        <translation>meilleure correspondance avec sa normalisation par lots</translation>
    </message>
    <message>
        <source>stated in a text file in its folder</source>
        <translation>indiqué dans un fichier texte de son dossier</translation>
    </message>
    <message>
        <source>given by you</source>
        <translation>donnés par vous</translation>
    </message>
    <message>
        <source>one number, taken as the score of “yes”: two classes</source>
        <translation>un nombre, pris comme score du «&#xa0;oui&#xa0;»&#xa0;: deux classes</translation>
    </message>
    <message>
        <source>Keras file</source>
        <translation>fichier Keras</translation>
    </message>
    <message>
        <source>Keras file in HDF5</source>
        <translation>fichier Keras en HDF5</translation>
    </message>
    <message>
        <source>TensorFlow SavedModel, read as a graph</source>
        <translation>SavedModel de TensorFlow, lu comme un graphe</translation>
    </message>
    <message>
        <source>frozen TensorFlow graph</source>
        <translation>graphe TensorFlow figé</translation>
    </message>
    <message>
        <source>TensorFlow Lite</source>
        <translation>TensorFlow Lite</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Famille</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Valeurs des pixels</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Sortie</translation>
    </message>
    <message>
        <source>no gradients to the pixels, so only methods without gradients work</source>
        <translation>pas de gradients jusqu’aux pixels&#xa0;: seules les méthodes sans gradient fonctionnent</translation>
    </message>
    <message>
        <source>Not used</source>
        <translation>Non utilisé</translation>
    </message>
    <message>
        <source>Class names</source>
        <translation>Noms des classes</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>as published for this model family</source>
        <translation>comme publié pour cette famille de modèles</translation>
    </message>
    <message>
        <source>as in Teachable Machine exports</source>
        <translation>comme dans les exports de Teachable Machine</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>Gradients</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>choisi par vous</translation>
    </message>
    <message>
        <source>from {file}</source>
        <translation>de {file}</translation>
    </message>
    <message>
        <source>part of the program</source>
        <translation>fait partie du programme</translation>
    </message>
    <message>
        <source>{kind}, saved by Keras {version}</source>
        <translation>{kind}, enregistré par Keras {version}</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>couleurs</translation>
    </message>
    <message>
        <source>Outputs</source>
        <translation>Sorties</translation>
    </message>
    <message>
        <source>Keras layers in a text, weights in HDF5</source>
        <translation>couches Keras dans un texte, poids en HDF5</translation>
    </message>
    <message>
        <source>TensorFlow.js layers model</source>
        <translation>modèle TensorFlow.js en couches</translation>
    </message>
    <message>
        <source>{count} channels</source>
        <translation>{count} canaux</translation>
    </message>
    <message>
        <source>ONNX</source>
        <translation>ONNX</translation>
    </message>
    <message>
        <source>the model scales pixels itself, or takes whole numbers</source>
        <translation>le modèle met lui-même les pixels à l’échelle, ou prend des nombres entiers</translation>
    </message>
    <message>
        <source>assumed: check the answers</source>
        <translation>supposé&#xa0;: vérifiez les réponses</translation>
    </message>
    <message>
        <source>no names found, so numbered</source>
        <translation>aucun nom trouvé, donc numérotées</translation>
    </message>
    <message>
        <source>{count} classes, each present or not (sigmoid)</source>
        <translation>{count} classes, chacune présente ou non (sigmoïde)</translation>
    </message>
    <message>
        <source>{count} scores, read as classes before softmax</source>
        <translation>{count} scores, lus comme des classes avant softmax</translation>
    </message>
    <message>
        <source>one value; a heat map shows what raises or lowers it</source>
        <translation>une valeur&#xa0;; la carte de chaleur montre ce qui l’augmente ou la diminue</translation>
    </message>
    <message>
        <source>yes or no (sigmoid), shown as two classes</source>
        <translation>oui ou non (sigmoïde), affiché comme deux classes</translation>
    </message>
    <message>
        <source>We assume that this model takes images: its input is a row of numbers, as many as an image has. If it was made for tables, time series or text, its answers and heat maps mean nothing.</source>
        <translation>Nous supposons que ce modèle prend des images&#xa0;: son entrée est une suite de nombres, autant qu’en a une image. S’il a été fait pour des tableaux, des séries temporelles ou du texte, ses réponses et ses cartes de chaleur n’ont aucun sens.</translation>
    </message>
    <message>
        <source>The model answers 1 for every image, because it ends in a softmax over a single number. The heat map explains the number before it, which training could not change. Ask its author for a sigmoid instead.</source>
        <translation>Le modèle répond 1 pour toute image, car il se termine par un softmax sur un seul nombre. La carte de chaleur explique le nombre qui précède, que l’entraînement n’a pas pu changer. Demandez à son auteur une sigmoïde à la place.</translation>
    </message>
    <message>
        <source>The file has weights only. They fit a published network, so we assume that network and its last layers. Ask its author for the whole model to be sure.</source>
        <translation>Le fichier ne contient que des poids. Ils correspondent à un réseau publié&#xa0;: nous supposons ce réseau et ses dernières couches. Demandez le modèle entier à son auteur pour en être sûr.</translation>
    </message>
    <message>
        <source>The model turns scores into probabilities twice, so its answers are nearly alike. The heat map explains the scores before both. Ask its author to remove one of the two.</source>
        <translation>Le modèle transforme deux fois ses scores en probabilités&#xa0;: ses réponses se ressemblent donc presque toutes. La carte de chaleur explique les scores d’avant. Demandez à son auteur de retirer l’une des deux transformations.</translation>
    </message>
    <message>
        <source>{answer}, for every pixel (a mask)</source>
        <translation>{answer}, pour chaque pixel (un masque)</translation>
    </message>
    <message>
        <source>none, so methods that need a layer cannot be used</source>
        <translation>aucune&#xa0;: les méthodes qui ont besoin d’une couche sont exclues</translation>
    </message>
    <message>
        <source>{file} has {names} names, but the model has {classes} classes</source>
        <translation>{file} contient {names} noms, mais le modèle a {classes} classes</translation>
    </message>
    <message>
        <source>{file} is not a readable text, or is too long</source>
        <translation>{file} n’est pas un texte lisible, ou est trop long</translation>
    </message>
    <message>
        <source>{file} has no class names that can be read</source>
        <translation>{file} ne contient aucun nom de classe lisible</translation>
    </message>
    <message>
        <source>{file} has other names; {used} takes precedence</source>
        <translation>{file} contient d’autres noms&#xa0;; {used} est prioritaire</translation>
    </message>
    <message>
        <source>weights only, of a network that Keras publishes</source>
        <translation>poids seuls, d’un réseau publié par Keras</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>Ce qu’il prend</translation>
    </message>
    <message>
        <source>What it answers</source>
        <translation>Ce qu’il répond</translation>
    </message>
    <message>
        <source>What can be explained</source>
        <translation>Ce qui peut être expliqué</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>Attention</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Explained layer</source>
        <translation>Couche expliquée</translation>
    </message>
    <message>
        <source>{picture}, assumed from {tensor}</source>
        <translation>{picture}, supposé d’après {tensor}</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {colour} (any size is possible)</source>
        <translation>{width} × {height} pixels, {colour} (toute taille est possible)</translation>
    </message>
    <message>
        <source>{width} × {height} pixels, {colour}</source>
        <translation>{width} × {height} pixels, {colour}</translation>
    </message>
    <message>
        <source>{count}, {spatial} of them with a height and a width</source>
        <translation>{count}, dont {spatial} avec une hauteur et une largeur</translation>
    </message>
    <message>
        <source>{tensor}, filled with {value}</source>
        <translation>{tensor}, remplie de {value}</translation>
    </message>
    <message>
        <source>{tensor}, an image; filled with {value} until you open one for it</source>
        <translation>{tensor}, une image&#xa0;; remplie de {value} tant que vous n’en ouvrez pas une pour elle</translation>
    </message>
    <message>
        <source>Other input</source>
        <translation>Autre entrée</translation>
    </message>
    <message>
        <source>ImageNet names, assumed from the number of classes</source>
        <translation>noms d’ImageNet, supposés d’après le nombre de classes</translation>
    </message>
    <message>
        <source>from the model file</source>
        <translation>du fichier du modèle</translation>
    </message>
    <message>
        <source>{count} classes, exactly one applies (softmax)</source>
        <translation>{count} classes, une seule s’applique (softmax)</translation>
    </message>
</context>
<context>
    <name>charts</name>
    <message>
        <source>other classes</source>
        <translation>autres classes</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>Classe réelle</translation>
    </message>
    <message>
        <source>Expected calibration error: {error} ({bins} equal-width bins)</source>
        <translation>Erreur de calibration attendue&#xa0;: {error} ({bins} intervalles égaux)</translation>
    </message>
    <message>
        <source>Share of right answers</source>
        <translation>Part de réponses justes</translation>
    </message>
    <message>
        <source>Probability of the answer</source>
        <translation>Probabilité de la réponse</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
</context>
<context>
    <name>cheat_sheet</name>
    <message>
        <source>zoom at the pointer</source>
        <translation>zoomer sous le pointeur</translation>
    </message>
    <message>
        <source>a region, for models that answer with a mask</source>
        <translation>une région, pour les modèles qui répondent par un masque</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Échap</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Maj+Tab</translation>
    </message>
    <message>
        <source>next and previous control</source>
        <translation>commande suivante et précédente</translation>
    </message>
    <message>
        <source>the image without the heat map</source>
        <translation>l’image sans la carte de chaleur</translation>
    </message>
    <message>
        <source>Space, Shift+Space</source>
        <translation>Espace, Maj+Espace</translation>
    </message>
    <message>
        <source>next, previous image</source>
        <translation>image suivante, précédente</translation>
    </message>
    <message>
        <source>Arrow keys</source>
        <translation>Flèches</translation>
    </message>
    <message>
        <source>Ctrl+arrow keys</source>
        <translation>Ctrl+flèches</translation>
    </message>
    <message>
        <source>move the image</source>
        <translation>déplacer l’image</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Maj+flèches</translation>
    </message>
    <message>
        <source>move the curtain</source>
        <translation>déplacer le rideau</translation>
    </message>
    <message>
        <source>Mouse wheel</source>
        <translation>Molette</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Glisser</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double clic</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Maj+glisser</translation>
    </message>
    <message>
        <source>cancel, or close the message</source>
        <translation>annuler, ou fermer le message</translation>
    </message>
    <message>
        <source>Alt+letter</source>
        <translation>Alt+lettre</translation>
    </message>
    <message>
        <source>go to the underlined word</source>
        <translation>aller au mot souligné</translation>
    </message>
    <message>
        <source>On the image</source>
        <translation>Sur l’image</translation>
    </message>
    <message>
        <source>whole image or actual size</source>
        <translation>image entière ou taille réelle</translation>
    </message>
    <message>
        <source>Hold O</source>
        <translation>O maintenu</translation>
    </message>
    <message>
        <source>next or previous class, by probability</source>
        <translation>classe suivante ou précédente, par probabilité</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>Overlay</source>
        <translation>Superposition</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Computing…</source>
        <translation>Calcul en cours…</translation>
    </message>
</context>
<context>
    <name>figure</name>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Methods compared</source>
        <translation>Méthodes comparées</translation>
    </message>
    <message>
        <source>Classes compared</source>
        <translation>Classes comparées</translation>
    </message>
    <message>
        <source>Layers compared</source>
        <translation>Couches comparées</translation>
    </message>
    <message>
        <source>Models compared</source>
        <translation>Modèles comparés</translation>
    </message>
    <message>
        <source>Images compared</source>
        <translation>Images comparées</translation>
    </message>
    <message>
        <source>Images of one answer</source>
        <translation>Images d’une même réponse</translation>
    </message>
    <message>
        <source>Each heat map has its own colour scale: equal colours do not mean equal values</source>
        <translation>Chaque carte a sa propre échelle de couleurs&#xa0;: des couleurs égales ne sont pas des valeurs égales</translation>
    </message>
    <message>
        <source>One colour scale for all: equal colours mean equal values in these heat maps</source>
        <translation>Une échelle de couleurs pour toutes&#xa0;: des couleurs égales sont des valeurs égales dans ces cartes</translation>
    </message>
    <message>
        <source>Fixed colour scale: equal colours mean equal values in all heat maps with this scale</source>
        <translation>Échelle de couleurs fixe&#xa0;: des couleurs égales sont des valeurs égales dans toutes les cartes de cette échelle</translation>
    </message>
    <message>
        <source>Colour scale of this image: do not compare colours with other heat maps</source>
        <translation>Échelle de couleurs de cette image&#xa0;: ne pas comparer ses couleurs à celles d’autres cartes</translation>
    </message>
    <message>
        <source>Image: {name}.</source>
        <translation>Image&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Images: {names}.</source>
        <translation>Images&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Overlay: {way}.</source>
        <translation>Superposition&#xa0;: {way}.</translation>
    </message>
    <message>
        <source>Parts of the image were painted over with the probe. The heat map belongs to the unpainted image and is hidden there.</source>
        <translation>Des parties de l’image ont été peintes avec la sonde. La carte correspond à l’image non peinte et y est masquée.</translation>
    </message>
    <message>
        <source>The heat map shows what this model&apos;s answer depends on, not whether the answer is right.</source>
        <translation>La carte montre de quoi dépend la réponse du modèle, non si elle est juste.</translation>
    </message>
    <message>
        <source>{question}: {verdict}</source>
        <translation>{question}&#xa0;: {verdict}</translation>
    </message>
    <message>
        <source>How far to trust the map</source>
        <translation>Jusqu’où se fier à la carte</translation>
    </message>
    <message>
        <source>{name}: estimate, {share} complete.</source>
        <translation>{name}&#xa0;: estimation, faite à {share}.</translation>
    </message>
    <message>
        <source>Estimate, {share} complete.</source>
        <translation>Estimation, faite à {share}.</translation>
    </message>
    <message>
        <source>{name}: {fact}</source>
        <translation>{name}&#xa0;: {fact}</translation>
    </message>
    <message>
        <source>Model: {name}.</source>
        <translation>Modèle&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Models: {names}.</source>
        <translation>Modèles&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Layer: {name}.</source>
        <translation>Couche&#xa0;: {name}.</translation>
    </message>
    <message>
        <source>Layers: {names}.</source>
        <translation>Couches&#xa0;: {names}.</translation>
    </message>
</context>
<context>
    <name>files</name>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>Open a model</source>
        <translation>Ouvrir un modèle</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>Image PNG (*.png)</translation>
    </message>
    <message>
        <source>JPEG image (*.jpg *.jpeg)</source>
        <translation>Image JPEG (*.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>TIFF image (*.tif *.tiff)</source>
        <translation>Image TIFF (*.tif *.tiff)</translation>
    </message>
    <message>
        <source>SVG image (*.svg)</source>
        <translation>Image SVG (*.svg)</translation>
    </message>
    <message>
        <source>Table of values (*.csv)</source>
        <translation>Tableau de valeurs (*.csv)</translation>
    </message>
    <message>
        <source>Open images</source>
        <translation>Ouvrir des images</translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation>Images ({patterns})</translation>
    </message>
    <message>
        <source>Open a folder of images</source>
        <translation>Ouvrir un dossier d’images</translation>
    </message>
    <message>
        <source>Explain a folder of images</source>
        <translation>Expliquer un dossier d’images</translation>
    </message>
    <message>
        <source>Open a run folder</source>
        <translation>Ouvrir un dossier de résultats</translation>
    </message>
    <message>
        <source>Models ({patterns})</source>
        <translation>Modèles ({patterns})</translation>
    </message>
    <message>
        <source>Saliscope session (*.saliscope)</source>
        <translation>Session Saliscope (*.saliscope)</translation>
    </message>
    <message>
        <source>Open a session</source>
        <translation>Ouvrir une session</translation>
    </message>
    <message>
        <source>Saliscope sessions ({patterns})</source>
        <translation>Sessions Saliscope ({patterns})</translation>
    </message>
    <message>
        <source>Replace files</source>
        <translation>Remplacer des fichiers</translation>
    </message>
    <message>
        <source>These files already exist: {names}. Replace them?</source>
        <translation>Ces fichiers existent déjà&#xa0;: {names}. Les remplacer&#xa0;?</translation>
    </message>
    <message>
        <source>Verify an exported image</source>
        <translation>Vérifier une image exportée</translation>
    </message>
    <message>
        <source>Exported images ({patterns})</source>
        <translation>Images exportées ({patterns})</translation>
    </message>
    <message>
        <source>Open a table of true classes</source>
        <translation>Ouvrir un tableau de classes réelles</translation>
    </message>
    <message>
        <source>Tables ({patterns})</source>
        <translation>Tableaux ({patterns})</translation>
    </message>
    <message>
        <source>Open a file of boxes</source>
        <translation>Ouvrir un fichier de cadres</translation>
    </message>
    <message>
        <source>Boxes ({patterns})</source>
        <translation>Cadres ({patterns})</translation>
    </message>
    <message>
        <source>Choose a folder of boxes or masks</source>
        <translation>Choisir un dossier de cadres ou de masques</translation>
    </message>
    <message>
        <source>Choose the run folder</source>
        <translation>Choisir le dossier de résultats</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>«&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>Document PDF (*.pdf)</translation>
    </message>
    <message>
        <source>NumPy array (*.npy)</source>
        <translation>Tableau NumPy (*.npy)</translation>
    </message>
</context>
<context>
    <name>glossary</name>
    <message>
        <source>Overlay opacity</source>
        <translation>Opacité de la superposition</translation>
    </message>
    <message>
        <source>How strongly the heat map covers the image. 0 % shows the image alone, 100 % the map alone.</source>
        <translation>À quel point la carte de chaleur couvre l’image. 0&#xa0;% montre l’image seule, 100&#xa0;% la carte seule.</translation>
    </message>
    <message>
        <source>Heat map</source>
        <translation>Carte de chaleur</translation>
    </message>
    <message>
        <source>An explanation in colours: how much each place of the image counts for the class. “Map” for short; also called attribution map.</source>
        <translation>Une explication en couleurs&#xa0;: à quel point chaque endroit de l’image compte pour la classe. En bref&#xa0;: «&#xa0;carte&#xa0;»&#xa0;; on dit aussi carte d’attribution.</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>Référence</translation>
    </message>
    <message>
        <source>What replaces a part of the image that is hidden: black, grey, a blur, or the zero of the model&apos;s pixel values.</source>
        <translation>Ce qui remplace une partie cachée de l’image&#xa0;: du noir, du gris, un flou, ou le zéro des valeurs des pixels du modèle.</translation>
    </message>
    <message>
        <source>Window (centre and width)</source>
        <translation>Fenêtre (centre et largeur)</translation>
    </message>
    <message>
        <source>The range of values shown from black to white. The centre is shown as middle grey; the width is the size of the range. Values outside are black or white. Also called level and window.</source>
        <translation>La plage de valeurs affichée du noir au blanc. Le centre apparaît en gris moyen&#xa0;; la largeur est l’étendue de la plage. Les valeurs hors de la plage sont noires ou blanches. On dit aussi niveau et fenêtre.</translation>
    </message>
    <message>
        <source>Image channel</source>
        <translation>Canal d’une image</translation>
    </message>
    <message>
        <source>One of the values stored for each pixel, such as red, or one band of a satellite image.</source>
        <translation>L’une des valeurs enregistrées pour chaque pixel, comme le rouge, ou une bande d’une image satellite.</translation>
    </message>
    <message>
        <source>One of the answers that a model can give, such as “Egyptian cat”.</source>
        <translation>L’une des réponses possibles d’un modèle, comme «&#xa0;Egyptian cat&#xa0;».</translation>
    </message>
    <message>
        <source>Said of a method whose map is the same for every class.</source>
        <translation>Se dit d’une méthode dont la carte est la même pour toutes les classes.</translation>
    </message>
    <message>
        <source>The strip that shows which colour stands for which value. Its ends show whether it covers all values.</source>
        <translation>La barre qui montre la valeur de chaque couleur. Ses extrémités indiquent si elle couvre toutes les valeurs.</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>What raises the score of a class, and what lowers it. Only some methods show both.</source>
        <translation>Ce qui augmente le score d’une classe et ce qui le diminue. Seules certaines méthodes montrent les deux.</translation>
    </message>
    <message>
        <source>One of the many maps that a layer computes from the image. It is bright where the layer finds one particular feature.</source>
        <translation>L’une des nombreuses cartes qu’une couche calcule à partir de l’image. Elle est claire là où la couche trouve une caractéristique donnée.</translation>
    </message>
    <message>
        <source>Image fit</source>
        <translation>Ajustement de l’image</translation>
    </message>
    <message>
        <source>How an image is adapted to the model&apos;s input size: stretch, fit with margins, or centre crop.</source>
        <translation>Comment une image est adaptée à la taille d’entrée du modèle&#xa0;: étirée, avec des marges ou recadrée au centre.</translation>
    </message>
    <message>
        <source>How much the score changes when a pixel or a feature changes slightly.</source>
        <translation>De combien le score change quand un pixel ou une caractéristique change légèrement.</translation>
    </message>
    <message>
        <source>The unit of CT images. Air is −1,000, water is 0, bone is several hundred or more.</source>
        <translation>L’unité des images de scanner. L’air vaut −1&#xa0;000, l’eau 0, l’os plusieurs centaines ou plus.</translation>
    </message>
    <message>
        <source>A step of the model. Early layers show fine details such as edges. Late layers are coarser and respond to parts of objects.</source>
        <translation>Une étape du modèle. Les premières couches montrent des détails fins, comme les contours. Les dernières sont plus grossières et réagissent à des parties d’objets.</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>A class&apos;s number before softmax or sigmoid turns it into a probability. Maps explain the score by default. Also called logit.</source>
        <translation>Le nombre d’une classe avant que softmax ou sigmoïde le transforme en probabilité. Les cartes expliquent le score par défaut. On dit aussi logit.</translation>
    </message>
    <message>
        <source>Segmentation model</source>
        <translation>Modèle de segmentation</translation>
    </message>
    <message>
        <source>A model that gives a class to every place of the image. Its answer is called a mask.</source>
        <translation>Un modèle qui donne une classe à chaque endroit de l’image. Sa réponse s’appelle un masque.</translation>
    </message>
    <message>
        <source>The trained network in a file. Saliscope checks the file before opening it and never runs code from it.</source>
        <translation>Le réseau entraîné, enregistré dans un fichier. Saliscope contrôle le fichier avant de l’ouvrir et n’exécute jamais de code qu’il contient.</translation>
    </message>
    <message>
        <source>The image with the heat map laid over it.</source>
        <translation>L’image recouverte de la carte de chaleur.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>One image of a file that contains several: a page of a document, a frame of a film, a slice of a volume. Each page is explained separately.</source>
        <translation>Une image d’un fichier qui en contient plusieurs&#xa0;: page d’un document, vue d’un film, coupe d’un volume. Chaque page est expliquée séparément.</translation>
    </message>
    <message>
        <source>The numbers that the model takes for its pixels, such as 0 to 1. With the wrong range, answers look plausible but are wrong.</source>
        <translation>Les nombres que le modèle prend pour ses pixels, par exemple de 0 à 1. Avec la mauvaise plage, les réponses semblent plausibles mais sont fausses.</translation>
    </message>
    <message>
        <source>A class&apos;s number after softmax or sigmoid: how sure the model is. A model can be sure and still be wrong.</source>
        <translation>Le nombre d’une classe après softmax ou sigmoïde&#xa0;: la certitude du modèle. Un modèle peut être sûr de lui et se tromper.</translation>
    </message>
    <message>
        <source>A part of the image that you draw, to explain a segmentation model&apos;s answer there.</source>
        <translation>Une partie de l’image que vous dessinez, pour expliquer la réponse d’un modèle de segmentation à cet endroit.</translation>
    </message>
    <message>
        <source>Sanity check</source>
        <translation>Contrôle de validité</translation>
    </message>
    <message>
        <source>A test of methods: the network&apos;s weights are replaced by random ones. If the map stays the same, it does not show what the network learned.</source>
        <translation>Un test des méthodes&#xa0;: les poids du réseau sont remplacés par des poids aléatoires. Si la carte ne change pas, elle ne montre pas ce que le réseau a appris.</translation>
    </message>
    <message>
        <source>A line of known length in millimetres, shown when the file states its pixel size.</source>
        <translation>Un trait de longueur connue en millimètres, affiché quand le fichier indique la taille des pixels.</translation>
    </message>
    <message>
        <source>The number that random draws start from. The same seed gives the same map.</source>
        <translation>Le nombre à partir duquel se font les tirages aléatoires. La même graine donne la même carte.</translation>
    </message>
    <message>
        <source>What is on screen, saved as a .saliscope file: images, model, choices and view. The files themselves are referred to, not copied.</source>
        <translation>Ce qui est à l’écran, enregistré dans un fichier .saliscope&#xa0;: images, modèle, choix et affichage. Les fichiers eux-mêmes sont indiqués, pas copiés.</translation>
    </message>
    <message>
        <source>A checksum: two files with the same SHA-256 are identical.</source>
        <translation>Une empreinte&#xa0;: deux fichiers de même SHA-256 sont identiques.</translation>
    </message>
    <message>
        <source>The last step, which turns scores into probabilities. With softmax the classes compete; with sigmoid each class is judged separately.</source>
        <translation>La dernière étape, qui transforme les scores en probabilités. Avec softmax, les classes sont en concurrence&#xa0;; avec sigmoïde, chaque classe est jugée séparément.</translation>
    </message>
    <message>
        <source>How far a sampled map may be from its final values, as a share of its highest value and in the map&apos;s own units. It shrinks as more samples are computed. Sampling ends once it is at most the target error.</source>
        <translation>L’écart possible entre une carte échantillonnée et ses valeurs finales, en part de sa valeur la plus élevée et dans les unités de la carte. Il diminue à mesure que les échantillons s’ajoutent. L’échantillonnage s’arrête dès qu’il ne dépasse pas l’erreur visée.</translation>
    </message>
    <message>
        <source>A connected region of similar colour. LIME and KernelSHAP explain superpixels.</source>
        <translation>Une région d’un seul tenant, de couleur semblable. LIME et KernelSHAP expliquent des superpixels.</translation>
    </message>
    <message>
        <source>A square of the image, as a vision transformer reads it.</source>
        <translation>Un carré de l’image, tel que le lit un transformeur de vision.</translation>
    </message>
    <message>
        <source>The map as computed, with one flat square per value and no smoothing.</source>
        <translation>La carte telle qu’elle a été calculée&#xa0;: un carré uni par valeur, sans lissage.</translation>
    </message>
    <message>
        <source>Agreement of methods</source>
        <translation>Accord des méthodes</translation>
    </message>
    <message>
        <source>How alike the maps of different kinds of methods are for the same image and class. Methods that agree can still be wrong together.</source>
        <translation>À quel point les cartes de différentes sortes de méthodes se ressemblent pour la même image et la même classe. Des méthodes d’accord peuvent se tromper ensemble.</translation>
    </message>
    <message>
        <source>Deletion curve</source>
        <translation>Courbe d’effacement</translation>
    </message>
    <message>
        <source>The class&apos;s probability while the image is removed step by step, what the map shows first. The sooner it falls, the better the map.</source>
        <translation>La probabilité de la classe pendant que l’image est effacée pas à pas, ce que la carte montre d’abord. Plus tôt elle tombe, meilleure est la carte.</translation>
    </message>
    <message>
        <source>Drop in confidence</source>
        <translation>Baisse de confiance</translation>
    </message>
    <message>
        <source>The share of the class&apos;s probability that is lost when only what the map shows stays visible. Also called average drop, over many images.</source>
        <translation>La part de la probabilité de la classe qui se perd quand seul reste visible ce que la carte montre. Sur de nombreuses images, on l’appelle aussi «&#xa0;average drop&#xa0;».</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>How evenly the evidence is spread over the map: 100 % if it is the same everywhere, 0 % if it is on one point.</source>
        <translation>Avec quelle régularité les indices sont répartis sur la carte&#xa0;: 100&#xa0;% s’ils sont les mêmes partout, 0&#xa0;% s’ils sont en un seul point.</translation>
    </message>
    <message>
        <source>Faithfulness</source>
        <translation>Fidélité</translation>
    </message>
    <message>
        <source>How well a map tells how much each place counts for the model&apos;s answer.</source>
        <translation>Si une carte dit bien à quel point chaque endroit compte pour la réponse du modèle.</translation>
    </message>
    <message>
        <source>Insertion curve</source>
        <translation>Courbe d’insertion</translation>
    </message>
    <message>
        <source>The class&apos;s probability while the image is put back step by step, what the map shows first. The sooner it rises, the better the map.</source>
        <translation>La probabilité de la classe pendant que l’image est remise pas à pas, ce que la carte montre d’abord. Plus tôt elle monte, meilleure est la carte.</translation>
    </message>
    <message>
        <source>μ-fidelity</source>
        <translation>μ-fidélité</translation>
    </message>
    <message>
        <source>The correlation between the evidence in hidden parts and how far the answer falls without them.</source>
        <translation>La corrélation entre les indices dans les parties cachées et la baisse de la réponse sans elles.</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Poids aléatoires</translation>
    </message>
    <message>
        <source>Numbers drawn by chance in place of what a model has learned. A map that stays the same with them does not show what the model has learned; replacing them is also called randomisation.</source>
        <translation>Des nombres tirés au hasard à la place de ce qu’un modèle a appris. Une carte qui reste la même avec eux ne montre pas ce que le modèle a appris&#xa0;; les remplacer s’appelle aussi randomisation.</translation>
    </message>
    <message>
        <source>Rank correlation</source>
        <translation>Corrélation des rangs</translation>
    </message>
    <message>
        <source>How far two maps put the same places first: 1 for the same order, 0 for no connection, −1 for the reverse.</source>
        <translation>À quel point deux cartes placent les mêmes endroits en tête&#xa0;: 1 pour le même ordre, 0 sans lien, −1 pour l’ordre inverse.</translation>
    </message>
    <message>
        <source>ROAD</source>
        <translation>ROAD</translation>
    </message>
    <message>
        <source>Remove and debias: a measure that fills removed pixels in from their surroundings, so that the image stays like an image.</source>
        <translation>Remove and debias&#xa0;: une mesure qui remplit les pixels retirés d’après leurs alentours, afin que l’image reste une image.</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilité</translation>
    </message>
    <message>
        <source>Whether a map stays the same when the image hardly changes. The largest change is called max-sensitivity.</source>
        <translation>Si une carte reste la même quand l’image change à peine. Le plus grand changement s’appelle max-sensitivity.</translation>
    </message>
    <message>
        <source>Structural similarity (SSIM)</source>
        <translation>Similarité de structure (SSIM)</translation>
    </message>
    <message>
        <source>How alike two maps look in their structure: 1 for the same map, near 0 for unrelated ones.</source>
        <translation>À quel point deux cartes se ressemblent par leur structure&#xa0;: 1 pour la même carte, près de 0 pour des cartes sans rapport.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>What a measure&apos;s value means: good, doubtful or poor. The thresholds stand beside it; they are sensible, not sacred.</source>
        <translation>Ce que signifie la valeur d’une mesure&#xa0;: bon, douteux ou mauvais. Les seuils sont indiqués à côté&#xa0;; ils sont raisonnables, pas sacrés.</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Blind to the class</source>
        <translation>Aveugle à la classe</translation>
    </message>
    <message>
        <source>Colour bar</source>
        <translation>Barre de couleurs</translation>
    </message>
    <message>
        <source>The colours of the heat map. In even colours such as viridis, equal steps look equal. Jet and turbo can show edges that are not there.</source>
        <translation>Les couleurs de la carte de chaleur. Avec des couleurs régulières comme viridis, des écarts égaux paraissent égaux. Jet et turbo peuvent montrer des contours qui n’existent pas.</translation>
    </message>
    <message>
        <source>Evidence for and against</source>
        <translation>Indices pour et contre</translation>
    </message>
    <message>
        <source>Feature channel</source>
        <translation>Canal</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>Gradient</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Superposition</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Valeurs des pixels</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>Probabilité</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Région</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Softmax, sigmoid</source>
        <translation>Softmax, sigmoïde</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Erreur type</translation>
    </message>
    <message>
        <source>Superpixel</source>
        <translation>Superpixel</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Jeton</translation>
    </message>
    <message>
        <source>True cells</source>
        <translation>Cellules réelles</translation>
    </message>
    <message>
        <source>Hounsfield unit (HU)</source>
        <translation>Unité Hounsfield (HU)</translation>
    </message>
    <message>
        <source>Scale bar</source>
        <translation>Barre d’échelle</translation>
    </message>
</context>
<context>
    <name>help</name>
    <message>
        <source>The gradient says how strongly each channel of the layer affects the class&apos;s score. Its mean over the layer is the channel&apos;s weight. The map is the weighted sum of the channels; only evidence for the class is kept.</source>
        <translation>Le gradient indique à quel point chaque canal de la couche agit sur le score de la classe. Sa moyenne sur la couche est le poids du canal. La carte est la somme pondérée des canaux&#xa0;; seuls les indices pour la classe sont gardés.</translation>
    </message>
    <message>
        <source>The map is a weighted sum of channels, as in Grad-CAM. Here a channel&apos;s weight is a weighted mean of its positive gradients only. A small second object therefore counts as much as a large first one.</source>
        <translation>La carte est une somme pondérée des canaux, comme dans Grad-CAM. Ici, le poids d’un canal est une moyenne pondérée de ses seuls gradients positifs. Un petit second objet compte donc autant qu’un grand premier.</translation>
    </message>
    <message>
        <source>Features and gradients are multiplied at each place, then added up over the channels. If only an average and one dense layer follow, the map adds up exactly to the score.</source>
        <translation>Les caractéristiques et les gradients sont multipliés en chaque point, puis additionnés sur les canaux. S’il ne suit qu’une moyenne et une couche dense, la somme de la carte donne exactement le score.</translation>
    </message>
    <message>
        <source>A channel&apos;s weight is the mean of its gradients, weighted by its own activations. The map then adds up to the score, and follows each change of the score.</source>
        <translation>Le poids d’un canal est la moyenne de ses gradients, pondérée par ses propres activations. La somme de la carte donne alors le score et suit chacun de ses changements.</translation>
    </message>
    <message>
        <source>Each place has its own weight, its positive gradient, instead of one weight per channel. The map stays sharp even in early layers.</source>
        <translation>Chaque point a son propre poids, son gradient positif, au lieu d’un poids par canal. La carte reste nette même dans les premières couches.</translation>
    </message>
    <message>
        <source>The features of each place are projected onto the direction in which they vary most, the first principal component. The class is not used.</source>
        <translation>Les caractéristiques de chaque point sont projetées sur la direction où elles varient le plus, la première composante principale. La classe n’intervient pas.</translation>
    </message>
    <message>
        <source>Each channel is enlarged to the image&apos;s size and used as a mask over the image. The class&apos;s probability for the masked image is the channel&apos;s weight.</source>
        <translation>Chaque canal est agrandi à la taille de l’image et sert de masque sur celle-ci. La probabilité de la classe pour l’image masquée est le poids du canal.</translation>
    </message>
    <message>
        <source>Each channel of the layer is switched off in turn. The relative drop of the class&apos;s score is the channel&apos;s weight.</source>
        <translation>Chaque canal de la couche est désactivé tour à tour. La baisse relative du score de la classe est le poids du canal.</translation>
    </message>
    <message>
        <source>The gradient says how much the score would change if a pixel changed slightly. The map shows the largest absolute value of the three colours.</source>
        <translation>Le gradient indique de combien le score changerait si un pixel changeait légèrement. La carte montre la plus grande valeur absolue des trois couleurs.</translation>
    </message>
    <message>
        <source>The gradient at each pixel is multiplied by the pixel&apos;s value as the model sees it. The three colours are added up. Positive values are evidence for the class, negative values against it.</source>
        <translation>Le gradient en chaque pixel est multiplié par la valeur du pixel telle que le modèle la voit. Les trois couleurs sont additionnées. Les valeurs positives sont des indices pour la classe, les négatives contre elle.</translation>
    </message>
    <message>
        <source>The image fades in step by step from an empty image. The gradients of all steps are averaged and multiplied by each pixel&apos;s change. The map then adds up to the change of the score; the remaining gap is shown.</source>
        <translation>L’image apparaît pas à pas à partir d’une image vide. Les gradients de tous les pas sont moyennés et multipliés par le changement de chaque pixel. La somme de la carte donne alors le changement du score&#xa0;; l’écart restant est affiché.</translation>
    </message>
    <message>
        <source>Noise is added to copies of the image, and the gradients of all copies are averaged. Details that appear in a single copy disappear.</source>
        <translation>Du bruit est ajouté à des copies de l’image, et les gradients de toutes les copies sont moyennés. Les détails présents dans une seule copie disparaissent.</translation>
    </message>
    <message>
        <source>Same as SmoothGrad, but the gradients of the noisy copies are squared before averaging.</source>
        <translation>Comme SmoothGrad, mais les gradients des copies bruitées sont élevés au carré avant la moyenne.</translation>
    </message>
    <message>
        <source>Same as SmoothGrad, but the map shows how much the gradients of the noisy copies vary.</source>
        <translation>Comme SmoothGrad, mais la carte montre à quel point les gradients des copies bruitées varient.</translation>
    </message>
    <message>
        <source>The gradient is followed back to the pixels, and each ReLU lets only positive values through. The lines are clean, but they mostly show the edges of the image itself.</source>
        <translation>Le gradient est suivi jusqu’aux pixels, et chaque ReLU ne laisse passer que les valeurs positives. Les traits sont nets, mais ils montrent surtout les contours de l’image elle-même.</translation>
    </message>
    <message>
        <source>Guided backpropagation is multiplied by Grad-CAM at the same size. Fine lines remain only where Grad-CAM is bright.</source>
        <translation>La rétropropagation guidée est multipliée par Grad-CAM à la même taille. Les traits fins ne restent que là où Grad-CAM est claire.</translation>
    </message>
    <message>
        <source>A patch moves over the image and hides one place after another. Each place shows how much the score drops, on average, while it is hidden.</source>
        <translation>Un carré se déplace sur l’image et cache un endroit après l’autre. Chaque endroit montre de combien le score baisse, en moyenne, quand il est caché.</translation>
    </message>
    <message>
        <source>The model sees the image through many random masks. Each place shows the mean probability of the class while that place was visible.</source>
        <translation>Le modèle voit l’image à travers de nombreux masques aléatoires. Chaque endroit montre la probabilité moyenne de la classe quand cet endroit était visible.</translation>
    </message>
    <message>
        <source>The cells of a grid are dimmed at random many times. The map shows how much of the score&apos;s variation each cell causes, alone or with others (total Sobol index).</source>
        <translation>Les cellules d’une grille sont assombries au hasard de nombreuses fois. La carte montre quelle part de la variation du score chaque cellule cause, seule ou avec d’autres (indice de Sobol total).</translation>
    </message>
    <message>
        <source>The cells of a grid are hidden at random. For each cell, a kernel test measures how much the score depends on whether it is hidden.</source>
        <translation>Les cellules d’une grille sont cachées au hasard. Pour chacune, un test à noyau mesure à quel point le score dépend de ce qu’elle est cachée ou non.</translation>
    </message>
    <message>
        <source>The image is divided into superpixels, and random ones are hidden. A simple linear model is fitted to the answers; images close to the original count most. The map shows its weights.</source>
        <translation>L’image est divisée en superpixels, dont certains sont cachés au hasard. Un modèle linéaire simple est ajusté aux réponses&#xa0;; les images proches de l’originale comptent le plus. La carte montre ses poids.</translation>
    </message>
    <message>
        <source>The image is divided into superpixels, and the model sees many combinations of them. Each superpixel gets its Shapley value, its average contribution to the score. Together the values add up to the score&apos;s change from a hidden to a visible image.</source>
        <translation>L’image est divisée en superpixels, et le modèle en voit de nombreuses combinaisons. Chaque superpixel reçoit sa valeur de Shapley, sa contribution moyenne au score. La somme des valeurs donne le changement du score entre l’image cachée et l’image visible.</translation>
    </message>
    <message>
        <source>Show only evidence for the class, as in the papers, or evidence against it too.</source>
        <translation>Montrer seulement les indices pour la classe, comme dans les articles, ou aussi les indices contre elle.</translation>
    </message>
    <message>
        <source>Libraries compute the weights differently. Choose one to reproduce its maps.</source>
        <translation>Les bibliothèques calculent les poids différemment. Choisissez-en une pour reproduire ses cartes.</translation>
    </message>
    <message>
        <source>What replaces the hidden parts. Each choice gives a different map, so try two.</source>
        <translation>Ce qui remplace les parties cachées. Chaque choix donne une carte différente&#xa0;: essayez-en deux.</translation>
    </message>
    <message>
        <source>Number of steps from the empty image. More steps are more exact and slower.</source>
        <translation>Nombre de pas depuis l’image vide. Plus il y en a, plus le calcul est exact et lent.</translation>
    </message>
    <message>
        <source>Largest gap between the map&apos;s sum and the score&apos;s change before steps are added. 0 adds no steps.</source>
        <translation>Plus grand écart entre la somme de la carte et le changement du score avant l’ajout de pas. 0 n’en ajoute aucun.</translation>
    </message>
    <message>
        <source>Number of copies or combinations. More give a steadier map and take longer.</source>
        <translation>Nombre de copies ou de combinaisons. Plus il y en a, plus la carte est stable et le calcul long.</translation>
    </message>
    <message>
        <source>Sampling ends early once the map&apos;s standard error is at most this share of its highest value. 0 % always computes all samples.</source>
        <translation>L’échantillonnage s’arrête plus tôt dès que l’erreur type de la carte ne dépasse pas cette part de sa valeur la plus élevée. 0&#xa0;% calcule toujours tous les échantillons.</translation>
    </message>
    <message>
        <source>Amount of noise, as a share of the range of pixel values. Too little keeps the grain; too much hides the image.</source>
        <translation>Quantité de bruit, en part de la plage des valeurs des pixels. Trop peu laisse le grain&#xa0;; trop cache l’image.</translation>
    </message>
    <message>
        <source>Side of the patch, as a share of the shorter side of the model&apos;s input. Larger objects may be missed.</source>
        <translation>Côté du carré, en part du plus petit côté de l’entrée du modèle. Un objet plus grand peut passer inaperçu.</translation>
    </message>
    <message>
        <source>Distance between positions, as a share of the patch. Smaller steps are finer and slower.</source>
        <translation>Distance entre deux positions, en part du carré. Des pas plus petits sont plus fins et plus lents.</translation>
    </message>
    <message>
        <source>Number of random masks. More give a steadier map and take longer.</source>
        <translation>Nombre de masques aléatoires. Plus il y en a, plus la carte est stable et le calcul long.</translation>
    </message>
    <message>
        <source>Number of cells along each side of the masks. More cells show smaller things but need more masks.</source>
        <translation>Nombre de cellules par côté du masque. Plus il y en a, plus les détails sont petits, mais il faut plus de masques.</translation>
    </message>
    <message>
        <source>Probability that a cell is visible.</source>
        <translation>Probabilité qu’une cellule soit visible.</translation>
    </message>
    <message>
        <source>Number of random designs; each runs once per cell. More give a steadier map and take longer.</source>
        <translation>Nombre de plans aléatoires, exécutés chacun une fois par cellule. Plus il y en a, plus la carte est stable et le calcul long.</translation>
    </message>
    <message>
        <source>Number of superpixels. More are finer but need more samples.</source>
        <translation>Nombre de superpixels. Plus il y en a, plus la carte est fine, mais il faut plus d’échantillons.</translation>
    </message>
    <message>
        <source>How close to the original image a combination must be to count.</source>
        <translation>À quel point une combinaison doit être proche de l’image d’origine pour compter.</translation>
    </message>
    <message>
        <source>How strongly large weights are held back. Higher values give a steadier, paler map.</source>
        <translation>À quel point les grands poids sont freinés. Une valeur élevée donne une carte plus stable et plus pâle.</translation>
    </message>
    <message>
        <source>How the values of red, green and blue become one value per pixel. Xplique takes the mean.</source>
        <translation>Comment les valeurs du rouge, du vert et du bleu deviennent une valeur par pixel. Xplique prend la moyenne.</translation>
    </message>
    <message>
        <source>Where the gradients are computed between the empty image and the full one. Adaptive puts more where they change. Xplique uses trapezoids.</source>
        <translation>Où les gradients sont calculés entre l’image vide et l’image entière. La règle adaptative en place davantage là où ils changent. Xplique utilise des trapèzes.</translation>
    </message>
    <message>
        <source>How samples are drawn: at random, as in the paper, or balanced, so that fewer give an equally steady map.</source>
        <translation>Comment les échantillons sont tirés&#xa0;: au hasard, comme dans l’article, ou de façon équilibrée, de sorte qu’il en faut moins pour une carte aussi stable.</translation>
    </message>
    <message>
        <source>How a pixel combines the patches that cover it. Xplique adds them up, which favours the middle over the edges.</source>
        <translation>Comment un pixel combine les carrés qui le couvrent. Xplique les additionne, ce qui favorise le milieu par rapport aux bords.</translation>
    </message>
    <message>
        <source>What the sum of answers is divided by at each pixel: the expected count, as in the paper, or the actual count, as in Xplique. The actual count is steadier with few masks.</source>
        <translation>Ce qui divise la somme des réponses en chaque pixel&#xa0;: le nombre attendu, comme dans l’article, ou le nombre réel, comme dans Xplique. Le nombre réel est plus stable avec peu de masques.</translation>
    </message>
    <message>
        <source>Methods</source>
        <translation>Méthodes</translation>
    </message>
    <message>
        <source>Glossary</source>
        <translation>Glossaire</translation>
    </message>
    <message>
        <source>Colours
The colours show how much each place counts for the chosen class, for this model and this image.
The colour bar gives the values. Zero means no evidence; the other end is the strongest value of the scale.
Some methods use two colours: one for evidence for the class, one for evidence against it. Pale places are neutral.</source>
        <translation>Couleurs
Les couleurs montrent à quel point chaque endroit compte pour la classe choisie, pour ce modèle et cette image.
La barre de couleurs donne les valeurs. Zéro signifie aucun indice&#xa0;; l’autre extrémité est la plus forte valeur de l’échelle.
Certaines méthodes utilisent deux couleurs&#xa0;: l’une pour les indices pour la classe, l’autre pour les indices contre elle. Les endroits pâles sont neutres.</translation>
    </message>
    <message>
        <source>Level of detail
Maps of a layer, such as Grad-CAM, are coarse. A bright area means “around here”, not a certain pixel.
Maps of pixels, such as Saliency, are fine but grainy.
Methods that hide parts of the image, such as Occlusion, are slower. They show how the answer changes when something is hidden.</source>
        <translation>Niveau de détail
Les cartes d’une couche, comme Grad-CAM, sont grossières. Une zone claire signifie «&#xa0;par ici&#xa0;», pas un pixel précis.
Les cartes de pixels, comme Saillance, sont fines mais granuleuses.
Les méthodes qui cachent des parties de l’image, comme Occlusion, sont plus lentes. Elles montrent comment la réponse change quand quelque chose est caché.</translation>
    </message>
    <message>
        <source>Check your reading
Always look twice: at another class, with another method, or with a slightly changed image. Trust what stays the same.</source>
        <translation>Vérifier sa lecture
Regardez toujours deux fois&#xa0;: une autre classe, une autre méthode ou une image légèrement modifiée. Fiez-vous à ce qui reste identique.</translation>
    </message>
    <message>
        <source>What a map cannot tell</source>
        <translation>Ce qu’une carte ne dit pas</translation>
    </message>
    <message>
        <source>Whether the answer is right
A wrong answer can have a sharp, plausible map. The map shows where the model looked, not what is true.</source>
        <translation>Si la réponse est juste
Une réponse fausse peut avoir une carte nette et plausible. La carte montre où le modèle a regardé, pas ce qui est vrai.</translation>
    </message>
    <message>
        <source>Why a place counts
A bright place may count for its shape, its colour or its texture. Change one of them in the image and look again.</source>
        <translation>Pourquoi un endroit compte
Un endroit clair peut compter pour sa forme, sa couleur ou sa texture. Changez l’une d’elles dans l’image et regardez de nouveau.</translation>
    </message>
    <message>
        <source>What happens without it
Most methods describe the score as it is. To see what the answer depends on, hide something: check a region (Tools menu), use the probe or Occlusion.</source>
        <translation>Ce qui se passe sans lui
La plupart des méthodes décrivent le score tel qu’il est. Pour voir de quoi dépend la réponse, cachez quelque chose&#xa0;: vérifiez une région (menu Outils), utilisez la sonde ou Occlusion.</translation>
    </message>
    <message>
        <source>How two maps compare
With the colour scale of each image, equally bright places can differ tenfold. Use one colour scale for all images, or read the values on the colour bar.</source>
        <translation>Comment deux cartes se comparent
Avec l’échelle de couleurs de chaque image, des endroits aussi clairs peuvent différer d’un facteur dix. Utilisez une échelle de couleurs commune à toutes les images, ou lisez les valeurs sur la barre de couleurs.</translation>
    </message>
    <message>
        <source>What the model does in general
A map is about one image and one class. A habit of the model shows only in many images.</source>
        <translation>Ce que le modèle fait en général
Une carte porte sur une image et une classe. Une habitude du modèle ne se voit que sur de nombreuses images.</translation>
    </message>
    <message>
        <source>Whether it is about the class at all
Some methods mostly draw the edges of the image. They fail the sanity checks, or give the same map for every class; they are marked with ⚠. Choose another class: if the map stays the same, it is not about the class.</source>
        <translation>Si elle porte vraiment sur la classe
Certaines méthodes dessinent surtout les contours de l’image. Elles échouent aux contrôles de validité, ou donnent la même carte pour toutes les classes&#xa0;; elles portent le signe ⚠. Choisissez une autre classe&#xa0;: si la carte ne change pas, elle ne porte pas sur la classe.</translation>
    </message>
    <message>
        <source>Finer details than it has
The map of a layer has only as many cells as the layer. Smoothing draws round shapes that were not measured. Turn smoothing off to see the cells.</source>
        <translation>Des détails plus fins que les siens
La carte d’une couche n’a pas plus de cellules que la couche. Le lissage dessine des formes arrondies qui n’ont pas été mesurées. Désactivez le lissage pour voir les cellules.</translation>
    </message>
    <message>
        <source>What the model did not see
The model sees a smaller, sometimes cropped image. Details lost on the way cannot be in the map.</source>
        <translation>Ce que le modèle n’a pas vu
Le modèle voit une image réduite, parfois recadrée. Les détails perdus en chemin ne peuvent pas être dans la carte.</translation>
    </message>
    <message>
        <source>Which one to choose
Start with Grad-CAM. It is fast and depends on the class, and most papers use it.
Use Occlusion to see what happens when parts of the image are hidden. It works with every model.
Use Integrated Gradients for fine details and for values that add up to the change of the score.</source>
        <translation>Laquelle choisir
Commencez par Grad-CAM. Elle est rapide, elle dépend de la classe et la plupart des articles l’utilisent.
Utilisez Occlusion pour voir ce qui se passe quand des parties de l’image sont cachées. Elle fonctionne avec tous les modèles.
Utilisez Gradients intégrés pour des détails fins et des valeurs dont la somme donne le changement du score.</translation>
    </message>
    <message>
        <source>What a method needs
Some methods need a layer with a height and a width. Others need gradients, which some file formats do not provide. A method that does not suit the model says why.</source>
        <translation>Ce dont une méthode a besoin
Certaines méthodes ont besoin d’une couche avec une hauteur et une largeur. D’autres ont besoin de gradients, absents de certains formats de fichier. Une méthode qui ne convient pas au modèle indique pourquoi.</translation>
    </message>
    <message>
        <source>Warnings
The sign ⚠ marks methods that ignore the class or that failed the sanity checks. Do not rely on them alone.</source>
        <translation>Avertissements
Le signe ⚠ marque les méthodes qui ignorent la classe ou qui ont échoué aux contrôles de validité. Ne vous fiez pas à elles seules.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>What a layer is
A layer is one step of the network. A map can show each layer that has a height and a width.</source>
        <translation>Ce qu’est une couche
Une couche est une étape du réseau. Une carte peut montrer chaque couche qui a une hauteur et une largeur.</translation>
    </message>
    <message>
        <source>Which one to choose
Saliscope chooses the last layer with a height and a width. This is what most papers do: the layer is coarse, but closest to the answer.
Earlier layers give finer maps that respond to edges and textures rather than to whole objects.</source>
        <translation>Laquelle choisir
Saliscope choisit la dernière couche qui a une hauteur et une largeur. C’est l’usage de la plupart des articles&#xa0;: la couche est grossière, mais la plus proche de la réponse.
Les couches précédentes donnent des cartes plus fines, qui réagissent aux contours et aux textures plutôt qu’à des objets entiers.</translation>
    </message>
    <message>
        <source>If there is no such layer
Some models only have layers without a height and a width. Use a method without a layer, such as Occlusion or Saliency.</source>
        <translation>En l’absence d’une telle couche
Certains modèles n’ont que des couches sans hauteur ni largeur. Utilisez une méthode sans couche, comme Occlusion ou Saillance.</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Valeurs des pixels</translation>
    </message>
    <message>
        <source>Why they matter
Each model was trained with a certain range of pixel values, such as 0 to 255, 0 to 1 or −1 to 1. With another range, its answers look plausible but are wrong.</source>
        <translation>Pourquoi elles comptent
Chaque modèle a été entraîné avec une certaine plage de valeurs des pixels, par exemple de 0 à 255, de 0 à 1 ou de −1 à 1. Avec une autre plage, ses réponses semblent plausibles mais sont fausses.</translation>
    </message>
    <message>
        <source>Known or assumed
Many files state or reveal their pixel values. If a file does not, Saliscope assumes the most likely ones and shows that they are assumed.</source>
        <translation>Connues ou supposées
Beaucoup de fichiers indiquent ou révèlent leurs valeurs des pixels. Sinon, Saliscope suppose les plus probables et signale qu’elles sont supposées.</translation>
    </message>
    <message>
        <source>How to check
Open an image whose class you know. Compare the answers for each range of pixel values, and confirm the one that gives the right class.
If you are not sure, ask the model&apos;s author for its preprocessing.</source>
        <translation>Comment vérifier
Ouvrez une image dont vous connaissez la classe. Comparez les réponses pour chaque plage de valeurs des pixels, puis confirmez celle qui donne la bonne classe.
En cas de doute, demandez à l’auteur du modèle son prétraitement.</translation>
    </message>
    <message>
        <source>Window: centre and width
Scans, microscope, X-ray and CT images have more than the 256 grey levels of a screen. The window sets which values are shown from black to white.
The centre is shown as middle grey. The width is the range from black to white: a narrow window shows faint differences, a wide window shows everything.
Drag with the right mouse button on the image to change the window: up or down for the centre, left or right for the width. You can also choose one of the file&apos;s own windows, or a usual one for CT.
The model sees exactly what you see, so another window can change the answer.</source>
        <translation>Fenêtre&#xa0;: centre et largeur
Les numérisations, les images de microscope, de radiographie et de scanner ont plus de niveaux que les 256 gris d’un écran. La fenêtre définit les valeurs affichées du noir au blanc.
Le centre apparaît en gris moyen. La largeur est la plage du noir au blanc&#xa0;: une fenêtre étroite montre de faibles différences, une fenêtre large montre tout.
Pour changer la fenêtre, faites glisser la souris sur l’image avec le bouton droit&#xa0;: vers le haut ou le bas pour le centre, vers la gauche ou la droite pour la largeur. Vous pouvez aussi choisir une fenêtre du fichier, ou une fenêtre courante de scanner.
Le modèle voit exactement ce que vous voyez&#xa0;: une autre fenêtre peut donc changer la réponse.</translation>
    </message>
    <message>
        <source>Automatic window
Saliscope uses the file&apos;s own window. If there is none, it uses the range that contains all but one value in a thousand. The status bar and the record of each export state the window.</source>
        <translation>Fenêtre automatique
Saliscope utilise la fenêtre du fichier. S’il n’y en a pas, il utilise la plage qui contient toutes les valeurs sauf une sur mille. La barre d’état et la fiche de chaque export indiquent la fenêtre.</translation>
    </message>
    <message>
        <source>Pages
Documents, films and volumes have a page slider below the image. Each page is explained separately. Probe strokes and regions stay in place while pages have the same size.</source>
        <translation>Pages
Les documents, les films et les volumes ont un curseur de pages sous l’image. Chaque page est expliquée séparément. Les traits de sonde et les régions restent en place tant que les pages ont la même taille.</translation>
    </message>
    <message>
        <source>Scale bar
If the file states its pixel size, a scale bar appears on the image. View &gt; Scale bar hides it.</source>
        <translation>Barre d’échelle
Si le fichier indique la taille des pixels, une barre d’échelle apparaît sur l’image. Affichage &gt; Barre d’échelle la masque.</translation>
    </message>
    <message>
        <source>Patient names
Saliscope does not read a patient&apos;s name from a DICOM file, and does not write it into exports, records or reports. The file name itself may identify a patient, so exports leave it out unless you choose otherwise.
A session contains the names of its files. Store it as safely as the files themselves.</source>
        <translation>Noms des patients
Saliscope ne lit pas le nom du patient dans un fichier DICOM et ne l’écrit pas dans les exports, les fiches ou les rapports. Le nom du fichier lui-même peut identifier un patient&#xa0;: les exports l’omettent, sauf choix contraire de votre part.
Une session contient les noms de ses fichiers. Protégez-la comme les fichiers eux-mêmes.</translation>
    </message>
    <message>
        <source>Which files open</source>
        <translation>Quels fichiers s’ouvrent</translation>
    </message>
    <message>
        <source>Images
JPEG, PNG, TIFF, WebP, GIF, HEIC, AVIF, BMP, JPEG 2000, camera RAW, DICOM, NIfTI, NumPy arrays (.npy) and films (MP4, MOV, AVI, MKV, WebM), up to 100 megapixels.</source>
        <translation>Images
JPEG, PNG, TIFF, WebP, GIF, HEIC, AVIF, BMP, JPEG 2000, RAW d’appareil photo, DICOM, NIfTI, tableaux NumPy (.npy) et films (MP4, MOV, AVI, MKV, WebM), jusqu’à 100 mégapixels.</translation>
    </message>
    <message>
        <source>Models
Keras (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), SavedModel folders, frozen graphs (.pb), TensorFlow.js (model.json), and a model.json with its weights (.h5) next to it.</source>
        <translation>Modèles
Keras (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), dossiers SavedModel, graphes figés (.pb), TensorFlow.js (model.json), et un model.json avec ses poids (.h5) à côté.</translation>
    </message>
    <message>
        <source>Files that do not open
PyTorch files (.pt, .pth) and pickles can run code when they are opened, so Saliscope refuses them. Ask the author for an ONNX file.
A file with weights only (.safetensors, some .h5) lacks the layers. Ask the author for the whole model.
For Core ML and OpenVINO, open the model that the file was converted from.</source>
        <translation>Fichiers qui ne s’ouvrent pas
Les fichiers PyTorch (.pt, .pth) et pickle peuvent exécuter du code à l’ouverture&#xa0;: Saliscope les refuse. Demandez à l’auteur un fichier ONNX.
Un fichier de poids seuls (.safetensors, certains .h5) n’a pas les couches. Demandez à l’auteur le modèle entier.
Pour Core ML et OpenVINO, ouvrez le modèle d’origine, avant conversion.</translation>
    </message>
    <message>
        <source>How files are recognised
Saliscope looks at a file&apos;s contents, not at its name. If a file does not open, a message says what it is and what to do. Your files are never changed.</source>
        <translation>Comment les fichiers sont reconnus
Saliscope examine le contenu d’un fichier, pas son nom. Si un fichier ne s’ouvre pas, un message dit ce que c’est et que faire. Vos fichiers ne sont jamais modifiés.</translation>
    </message>
    <message>
        <source>Custom code and safety</source>
        <translation>Code personnalisé et sécurité</translation>
    </message>
    <message>
        <source>Why a model can be dangerous
A model file can contain program code. Code from an unknown author can read, change or send your files.</source>
        <translation>Pourquoi un modèle peut être dangereux
Un fichier de modèle peut contenir du code. Le code d’un auteur inconnu peut lire, modifier ou envoyer vos fichiers.</translation>
    </message>
    <message>
        <source>What Saliscope does
Saliscope checks each file in a separate process before opening it. It runs only known calculations and never code from the file.
A model with Lambda layers, custom layers or operations that access files is therefore refused, even if its author meant no harm.</source>
        <translation>Ce que fait Saliscope
Saliscope contrôle chaque fichier dans un processus séparé avant de l’ouvrir. Il n’exécute que des calculs connus, jamais du code contenu dans le fichier.
Un modèle avec des couches Lambda, des couches personnalisées ou des opérations qui accèdent à des fichiers est donc refusé, même si son auteur n’a pas de mauvaise intention.</translation>
    </message>
    <message>
        <source>What you can do
Copy the message for the author and send it. Most models can be saved again with standard layers, as a SavedModel or as ONNX.</source>
        <translation>Ce que vous pouvez faire
Copiez le message pour l’auteur et envoyez-le. La plupart des modèles peuvent être enregistrés de nouveau avec des couches standard, en SavedModel ou en ONNX.</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>Notions de base</translation>
    </message>
    <message>
        <source>Measures of a map</source>
        <translation>Mesures d’une carte</translation>
    </message>
    <message>
        <source>How it works</source>
        <translation>Fonctionnement</translation>
    </message>
    <message>
        <source>What it cannot show</source>
        <translation>Ce qu’elle ne montre pas</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>Article</translation>
    </message>
    <message>
        <source>Paper: {paper}</source>
        <translation>Article&#xa0;: {paper}</translation>
    </message>
    <message>
        <source>It uses a layer and the gradient to the pixels.</source>
        <translation>Elle utilise une couche et le gradient jusqu’aux pixels.</translation>
    </message>
    <message>
        <source>It uses a layer, which you can choose.</source>
        <translation>Elle utilise une couche, que vous pouvez choisir.</translation>
    </message>
    <message>
        <source>It uses the gradient to the pixels.</source>
        <translation>Elle utilise le gradient jusqu’aux pixels.</translation>
    </message>
    <message>
        <source>It only runs the model, so it works with every model.</source>
        <translation>Elle exécute seulement le modèle&#xa0;: elle fonctionne donc avec tous les modèles.</translation>
    </message>
    <message>
        <source>It uses random draws. “New random draw” in the panel shows how stable the map is.</source>
        <translation>Elle utilise des tirages aléatoires. «&#xa0;Nouveau tirage&#xa0;» dans le panneau montre si la carte est stable.</translation>
    </message>
    <message>
        <source>{choices}; default: {default}</source>
        <translation>{choices}&#xa0;; par défaut&#xa0;: {default}</translation>
    </message>
    <message>
        <source>{low} to {high}; default: {default}</source>
        <translation>de {low} à {high}&#xa0;; par défaut&#xa0;: {default}</translation>
    </message>
    <message>
        <source>Brightness, pages and scale</source>
        <translation>Luminosité, pages et échelle</translation>
    </message>
    <message>
        <source>Reading a heat map</source>
        <translation>Lire une carte de chaleur</translation>
    </message>
    <message>
        <source>Judge a whole folder</source>
        <translation>Juger un dossier entier</translation>
    </message>
    <message>
        <source>What it is for
One map is about one image. To judge a model, ask it about hundreds: Run &gt; Explain a folder… computes the answer and the map of every image in a folder and its sub-folders, and collects them in a table.</source>
        <translation>À quoi cela sert
Une carte ne concerne qu’une image. Pour juger un modèle, interrogez-le sur des centaines&#xa0;: Exécuter &gt; Expliquer un dossier… calcule la réponse et la carte de chaque image d’un dossier et de ses sous-dossiers, et les réunit dans un tableau.</translation>
    </message>
    <message>
        <source>Start
Open the model and check its pixel values first: a wrong choice spoils the whole batch.
Choose the folder of images, what is explained, and what is written for each image. Saliscope tries a few images and says how long it will take and how much room it needs.
Everything goes into a run folder of its own. Your images are never changed.</source>
        <translation>Commencer
Ouvrez d’abord le modèle et vérifiez ses valeurs des pixels&#xa0;: un mauvais choix fausse tout le lot.
Choisissez le dossier d’images, ce qui est expliqué et ce qui est écrit pour chaque image. Saliscope essaie quelques images et indique la durée et la place nécessaires.
Tout va dans un dossier de résultats à part. Vos images ne sont jamais modifiées.</translation>
    </message>
    <message>
        <source>The table
Enter opens an image in the viewer, with the class that was explained. F7 goes back to the table.
F2 sets the true class of all rows that are selected. The measures follow at once.
The list above the table shows wrong answers only, or those to look at first. Ctrl+F finds a name or a class.
Move to a number with the arrow keys: the line below the table says what it means.</source>
        <translation>Le tableau
Entrée ouvre une image dans la visionneuse, avec la classe qui a été expliquée. F7 revient au tableau.
F2 indique la classe réelle de toutes les lignes sélectionnées. Les mesures suivent aussitôt.
La liste au-dessus du tableau ne montre que les réponses fausses, ou les images à regarder d’abord. Ctrl+F cherche un nom ou une classe.
Allez sur un nombre avec les flèches du clavier&#xa0;: la ligne sous le tableau dit ce qu’il signifie.</translation>
    </message>
    <message>
        <source>True classes
If you know what the images show, Saliscope can count how often the model is right. The true class comes from the names of sub-folders, from a CSV file with a column of files and one of classes, or from you, in the table.
Names that are not exactly those of the model are shown, and you say which class they mean.</source>
        <translation>Classes réelles
Si vous savez ce que montrent les images, Saliscope peut compter combien de fois le modèle a raison. La classe réelle vient des noms des sous-dossiers, d’un fichier CSV avec une colonne de fichiers et une de classes, ou de vous, dans le tableau.
Les noms qui ne sont pas exactement ceux du modèle sont affichés, et vous indiquez quelle classe ils désignent.</translation>
    </message>
    <message>
        <source>Pass it on
Report… in the window of the batch writes it. A report contains the measures, the confusion matrix, mean maps, examples and a record that repeats the batch, as one HTML or PDF file. The table can be saved as CSV.
Names of DICOM files are left out unless you choose otherwise.</source>
        <translation>Transmettre
Rapport… dans la fenêtre du lot le rédige. Un rapport contient les mesures, la matrice de confusion, les cartes moyennes, des exemples et une fiche qui permet de refaire le lot, en un fichier HTML ou PDF. Le tableau peut être enregistré en CSV.
Les noms des fichiers DICOM sont omis, sauf si vous en décidez autrement.</translation>
    </message>
    <message>
        <source>Of each image
The margin is how far the first answer&apos;s probability lies above the second&apos;s. A small margin means that the model hesitates.
Concentration is the Gini coefficient of the evidence: 0 if it is spread evenly, 1 if it lies on one point. Neither is better.
Border is the share of the evidence in the outer tenth on each side of the image. Evidence that is spread evenly has 36 % there.</source>
        <translation>Pour chaque image
L’écart indique de combien la probabilité de la première réponse dépasse celle de la deuxième. Un petit écart veut dire que le modèle hésite.
La concentration est le coefficient de Gini des indices&#xa0;: 0 s’ils sont répartis également, 1 s’ils tiennent en un point. Ni l’un ni l’autre n’est meilleur.
Le bord est la part des indices dans le dixième extérieur de chaque côté de l’image. Des indices répartis également y sont à 36&#xa0;%.</translation>
    </message>
    <message>
        <source>With true classes
Accuracy is the share of answers that are right: the class with the highest probability is the true class, also of a model that may find several classes in an image. If one class has 90 % of the images, always answering it has an accuracy of 90 %, so look at each class.
Precision: of the images answered with a class, how many show it. Recall: of the images that show it, how many were answered with it. F1 combines the two.
The numbers of images stand beside them. A share of ten images says little.</source>
        <translation>Avec des classes réelles
L’exactitude est la part des réponses justes&#xa0;: la classe de plus haute probabilité est la classe réelle, même pour un modèle qui peut trouver plusieurs classes dans une image. Si une classe a 90&#xa0;% des images, toujours la répondre donne une exactitude de 90&#xa0;%&#xa0;: regardez donc chaque classe.
Précision&#xa0;: parmi les images auxquelles le modèle répond une classe, combien la montrent. Rappel&#xa0;: parmi les images qui la montrent, pour combien le modèle l’a répondue. F1 réunit les deux.
Les nombres d’images sont indiqués à côté. Une part de dix images ne dit pas grand-chose.</translation>
    </message>
    <message>
        <source>Are the probabilities honest?
The reliability diagram sorts answers into 15 bins of equal width by their probability, and shows how often those of each bin are right. In an honest model, 80 % of the answers with a probability of 80 % are right.
The expected calibration error is the mean distance between the two, weighted by the number of answers. It depends on the bins. Chance alone makes it more than 0: beside it stands about what exactly right probabilities would have with so many images.</source>
        <translation>Les probabilités sont-elles honnêtes&#xa0;?
Le diagramme de fiabilité range les réponses dans 15 intervalles égaux selon leur probabilité, et montre combien de fois celles de chacun sont justes. Dans un modèle honnête, 80&#xa0;% des réponses dont la probabilité est de 80&#xa0;% sont justes.
L’erreur de calibration attendue est la distance moyenne entre les deux, pondérée par le nombre de réponses. Elle dépend du découpage. Le hasard seul la rend supérieure à 0&#xa0;: à côté figure à peu près ce qu’auraient des probabilités exactement justes avec autant d’images.</translation>
    </message>
    <message>
        <source>Confusion matrix
Each row is a true class, each column an answer. Right answers are on the diagonal. Choose a cell to see its images in the table.</source>
        <translation>Matrice de confusion
Chaque ligne est une classe réelle, chaque colonne une réponse. Les réponses justes sont sur la diagonale. Choisissez une case pour voir ses images dans le tableau.</translation>
    </message>
    <message>
        <source>While it runs
The table fills as images are done. The window stays usable: the image on screen goes first.
Images that cannot be read are refused, each with the reason; the batch goes on.
Pause whenever you like. After a stop, choose “Go on”; after a crash or a power cut, a message offers it at the next start, or open the run folder: nothing that is done is computed again.
Once it is finished, “Update” explains images that were added or changed since.</source>
        <translation>Pendant le calcul
Le tableau se remplit au fur et à mesure. La fenêtre reste utilisable&#xa0;: l’image à l’écran passe en premier.
Les images illisibles sont refusées, chacune avec la raison&#xa0;; le lot continue.
Mettez en pause quand vous voulez. Après un arrêt, choisissez «&#xa0;Continuer&#xa0;»&#xa0;; après un plantage ou une coupure de courant, un message le propose au démarrage suivant, ou ouvrez le dossier de résultats&#xa0;: rien de ce qui est fait n’est recalculé.
Quand il est terminé, «&#xa0;Actualiser&#xa0;» explique les images ajoutées ou modifiées depuis.</translation>
    </message>
    <message>
        <source>What a batch&apos;s measures mean</source>
        <translation>Ce que signifient les mesures d’un lot</translation>
    </message>
    <message>
        <source>With boxes or masks
Pointing game: whether the map&apos;s highest point lies on the object. Energy inside: the share of the evidence on the object. Intersection over union: how well the places above half of the highest value fit the object.
Beside each stands what a blob in the middle of the image would reach. Objects are often in the middle: a figure that is no better shows nothing.</source>
        <translation>Avec des cadres ou des masques
Jeu de pointage&#xa0;: si le point le plus haut de la carte est sur l’objet. Énergie à l’intérieur&#xa0;: la part des indices sur l’objet. Intersection sur union&#xa0;: si les endroits au-dessus de la moitié de la plus haute valeur épousent bien l’objet.
À côté figure ce qu’atteindrait une tache au milieu de l’image. Les objets sont souvent au milieu&#xa0;: un chiffre qui n’est pas meilleur ne montre rien.</translation>
    </message>
    <message>
        <source>What “Look first” means</source>
        <translation>À regarder d’abord&#xa0;: le sens</translation>
    </message>
    <message>
        <source>What it is
Nobody looks at ten thousand maps. Saliscope marks the images whose maps are unusual, so that you see these first. It needs no true classes.</source>
        <translation>Ce que c’est
Personne ne regarde dix mille cartes. Saliscope marque les images dont les cartes sont inhabituelles, pour que vous les voyiez en premier. Aucune classe réelle n’est nécessaire.</translation>
    </message>
    <message>
        <source>What it marks
Evidence at the border (the outer tenth on each side) or in one corner (a sixteenth of the image): perhaps a stamp, a ruler or a watermark. Each image says its share, and that of even evidence.
Maps of a class that look alike although the images differ: perhaps the model looks at a fixed place.
Maps least like the mean map of their class.
Near-duplicates, which count several times in every figure.
Empty maps, without any evidence for the class.</source>
        <translation>Ce qui est marqué
Des indices au bord (le dixième extérieur de chaque côté) ou dans un coin (un seizième de l’image)&#xa0;: peut-être un cachet, une règle ou un filigrane. Chaque image dit sa part, et celle d’indices uniformes.
Les cartes d’une classe qui se ressemblent alors que les images diffèrent&#xa0;: peut-être le modèle regarde-t-il un endroit fixe.
Les cartes qui ressemblent le moins à la carte moyenne de leur classe.
Les quasi-doublons, qui comptent plusieurs fois dans chaque chiffre.
Les cartes vides, sans aucun indice pour la classe.</translation>
    </message>
    <message>
        <source>What it is not
It is no verdict. An object at the edge of the image has its evidence at the border, and images that are all framed alike have similar maps.
An image that is not marked is not right for that reason: a model can be wrong with a perfectly ordinary map.
It is about this method and this layer. Repeat it with another before you conclude.</source>
        <translation>Ce que ce n’est pas
Ce n’est pas un verdict. Un objet au bord de l’image a ses indices au bord, et des images toutes cadrées de la même façon ont des cartes semblables.
Une image qui n’est pas marquée n’est pas juste pour autant&#xa0;: un modèle peut se tromper avec une carte tout à fait ordinaire.
Cela ne vaut que pour cette méthode et cette couche. Recommencez avec une autre avant de conclure.</translation>
    </message>
    <message>
        <source>What to do
Open a marked image. Hide the suspicious place with the probe: if the answer changes, the model depends on it.</source>
        <translation>Que faire
Ouvrez une image marquée. Cachez l’endroit suspect avec la sonde&#xa0;: si la réponse change, le modèle en dépend.</translation>
    </message>
    <message>
        <source>Pixels are replaced step by step, those with most evidence first. The curve shows the class&apos;s probability at each step; beside it stand the same map moved to other places, and the order from the middle outwards. The value says how much less of the answer lasts than with the map moved: 0 if the map does no better, 100 % at most. Click the curve to see the image at a step. An image full of holes is unlike any that the model knows, so part of each fall is due to the holes themselves.</source>
        <translation>Les pixels sont remplacés pas à pas, ceux qui portent le plus d’indices d’abord. La courbe montre la probabilité de la classe à chaque pas&#xa0;; à côté figurent la même carte déplacée ailleurs, et l’ordre du milieu vers l’extérieur. La valeur dit combien il reste de moins de la réponse qu’avec la carte déplacée&#xa0;: 0 si la carte ne fait pas mieux, 100&#xa0;% au plus. Cliquez sur la courbe pour voir l’image à un pas. Une image pleine de trous ne ressemble à aucune que le modèle connaît&#xa0;: une part de chaque baisse vient des trous eux-mêmes.</translation>
    </message>
    <message>
        <source>The opposite of deletion: it begins with a blurred image, and sharp pixels come back, those with most evidence first. The value says how much less of the answer is missing than with the map moved. A blurred image is closer to what models know than one full of holes.</source>
        <translation>Le contraire de l’effacement&#xa0;: on part d’une image floue, et les pixels nets reviennent, ceux qui portent le plus d’indices d’abord. La valeur dit combien il manque de moins de la réponse qu’avec la carte déplacée. Une image floue est plus proche de ce que les modèles connaissent qu’une image pleine de trous.</translation>
    </message>
    <message>
        <source>In a copy of the model the weights are shuffled, which makes them random, beginning with the layers next to the answer. At each stage the map is computed again and compared with the first one. The value is the mean rank correlation over all stages; structural similarity (SSIM) stands beside it. If the map hardly changes, it shows the image rather than what the model has learned. Your model itself stays as it is.</source>
        <translation>Dans une copie du modèle, les poids sont mélangés, ce qui les rend aléatoires, en commençant par les couches proches de la réponse. À chaque étape, la carte est recalculée et comparée à la première. La valeur est la moyenne des corrélations des rangs sur toutes les étapes&#xa0;; la similarité de structure (SSIM) figure à côté. Si la carte change à peine, elle montre l’image plutôt que ce que le modèle a appris. Votre modèle lui-même reste tel quel.</translation>
    </message>
    <message>
        <source>Noise too faint to be seen is added to the image several times, and the map is computed again. The value is the largest change, relative to the map itself. Maps of single pixels change more than coarse ones.</source>
        <translation>Un bruit trop faible pour être vu est ajouté plusieurs fois à l’image, et la carte est recalculée. La valeur est le plus grand changement, par rapport à la carte elle-même. Les cartes de pixels changent plus que les cartes grossières.</translation>
    </message>
    <message>
        <source>The image is shifted by one pixel in each direction, and each map is shifted back before it is compared. What changes is not about the object.</source>
        <translation>L’image est décalée d’un pixel dans chaque direction, et chaque carte est ramenée en place avant d’être comparée. Ce qui change ne tient pas à l’objet.</translation>
    </message>
    <message>
        <source>The image is saved as a JPEG of quality 90 and read again: nobody sees the difference. A map that changes then follows traces that nobody sees.</source>
        <translation>L’image est enregistrée en JPEG de qualité 90 puis relue&#xa0;: personne ne voit la différence. Une carte qui change alors suit des traces que personne ne voit.</translation>
    </message>
    <message>
        <source>The image is adapted to the model&apos;s input in another way, such as with margins instead of stretched, and the two maps are compared where both saw the image.</source>
        <translation>L’image est adaptée à l’entrée du modèle d’une autre façon, par exemple avec des marges au lieu d’être étirée, et les deux cartes sont comparées là où toutes deux ont vu l’image.</translation>
    </message>
    <message>
        <source>Random parts of the image are hidden many times. Each time there are two numbers: how much evidence the map has in these parts, and how far the probability falls without them. The value is their correlation: 1 if they always agree, 0 if they have nothing to do with each other.</source>
        <translation>Des parties de l’image sont cachées au hasard, de nombreuses fois. Chaque fois, il y a deux nombres&#xa0;: combien d’indices la carte a dans ces parties, et de combien la probabilité baisse sans elles. La valeur est leur corrélation&#xa0;: 1 s’ils vont toujours ensemble, 0 s’ils n’ont rien à voir.</translation>
    </message>
    <message>
        <source>The image is darkened where the map is dark, and the model is asked again. The value is the share of the probability that is lost. A map that is bright everywhere loses nothing, so this measure alone says little.</source>
        <translation>L’image est assombrie là où la carte est sombre, et le modèle répond de nouveau. La valeur est la part de la probabilité qui se perd. Une carte claire partout ne perd rien&#xa0;: seule, cette mesure dit peu de chose.</translation>
    </message>
    <message>
        <source>As for the drop in confidence, but the question is only whether the probability rises. It is meant for many images: the share of them in which it rises.</source>
        <translation>Comme pour la baisse de confiance, mais la question est seulement de savoir si la probabilité monte. Elle est faite pour de nombreuses images&#xa0;: la part de celles où elle monte.</translation>
    </message>
    <message>
        <source>Remove and debias: removed pixels are filled in from their surroundings, so that the shape of the hole gives nothing away. Once the pixels with most evidence are removed, once those with least. The value is how much more the answer suffers in the first case: near 0 for a map of chance, below 0 for one that is the wrong way round.</source>
        <translation>Remove and debias&#xa0;: les pixels retirés sont remplis d’après leurs alentours, afin que la forme du trou ne trahisse rien. Une fois, on retire les pixels qui portent le plus d’indices, une fois ceux qui en portent le moins. La valeur dit de combien la réponse souffre davantage dans le premier cas&#xa0;: près de 0 pour une carte due au hasard, moins de 0 pour une carte à l’envers.</translation>
    </message>
    <message>
        <source>Methods of four kinds explain the same answer: by a layer&apos;s features, by gradients, by hiding parts, and by a simple model in its place. The value is the mean rank correlation of their maps. The map of agreement shows where they meet, and can be laid over the image. Methods that agree can still be wrong together.</source>
        <translation>Des méthodes de quatre sortes expliquent la même réponse&#xa0;: par les caractéristiques d’une couche, par les gradients, en cachant des parties, et par un modèle simple à la place. La valeur est la moyenne des corrélations des rangs de leurs cartes. La carte d’accord montre où elles se rejoignent, et peut être posée sur l’image. Des méthodes d’accord peuvent se tromper ensemble.</translation>
    </message>
    <message>
        <source>A round blob in the middle of the image is fitted to the map. The value is the share of the map that it explains. Objects are often in the middle, so a high value is no fault by itself: but a map that would look like this for any image says nothing about this one.</source>
        <translation>Une tache ronde au milieu de l’image est ajustée à la carte. La valeur est la part de la carte qu’elle explique. Les objets sont souvent au milieu&#xa0;: une valeur élevée n’est pas une faute en soi, mais une carte qui serait la même pour toute image ne dit rien de celle-ci.</translation>
    </message>
    <message>
        <source>The Gini coefficient of the evidence. Neither end is better: a small object has concentrated evidence, a texture has even evidence.</source>
        <translation>Le coefficient de Gini des indices. Aucune extrémité n’est meilleure&#xa0;: un petit objet a des indices concentrés, une texture a des indices réguliers.</translation>
    </message>
    <message>
        <source>Shannon&apos;s entropy of the evidence as a share of the largest that is possible. Like concentration, it describes the map and does not judge it.</source>
        <translation>L’entropie de Shannon des indices, en part de la plus grande possible. Comme la concentration, elle décrit la carte et ne la juge pas.</translation>
    </message>
    <message>
        <source>Number of steps of the curve. More steps are more exact and slower.</source>
        <translation>Nombre de pas de la courbe. Plus de pas sont plus exacts et plus lents.</translation>
    </message>
    <message>
        <source>How often it is drawn at random. More draws are steadier and slower.</source>
        <translation>Nombre de tirages au hasard. Plus de tirages sont plus stables et plus lents.</translation>
    </message>
    <message>
        <source>Libraries compute this differently. Choose one to reproduce its values; verdicts are meant for ours.</source>
        <translation>Les bibliothèques calculent ceci différemment. Choisissez-en une pour retrouver ses valeurs&#xa0;; les verdicts valent pour notre façon.</translation>
    </message>
    <message>
        <source>What replaces removed or hidden parts of the image.</source>
        <translation>Ce qui remplace les parties retirées ou cachées de l’image.</translation>
    </message>
    <message>
        <source>Whether evidence against the class is left out, or counts by its size like evidence for it.</source>
        <translation>Si les indices contre la classe sont laissés de côté, ou comptent par leur taille comme les indices pour elle.</translation>
    </message>
    <message>
        <source>Number of cells along each side; whole cells are hidden.</source>
        <translation>Nombre de cases par côté&#xa0;; ce sont des cases entières qui sont cachées.</translation>
    </message>
    <message>
        <source>The share of the cells that is hidden each time.</source>
        <translation>La part des cases cachées chaque fois.</translation>
    </message>
    <message>
        <source>How far each pixel may change at most, in levels of 255.</source>
        <translation>De combien chaque pixel peut changer au plus, en niveaux sur 255.</translation>
    </message>
    <message>
        <source>The quality at which the image is saved as JPEG.</source>
        <translation>La qualité à laquelle l’image est enregistrée en JPEG.</translation>
    </message>
    <message>
        <source>How much noise is added to what is filled in or to the image.</source>
        <translation>Quantité de bruit ajoutée à ce qui est rempli ou à l’image.</translation>
    </message>
    <message>
        <source>How far to trust a map</source>
        <translation>Jusqu’où se fier à une carte</translation>
    </message>
    <message>
        <source>Why measure a map
A heat map looks convincing whether or not it is right. Saliscope therefore measures the map on screen and answers six questions about it, each with a verdict.
It measures while the window rests, and stops as soon as you ask something else.</source>
        <translation>Pourquoi mesurer une carte
Une carte de chaleur a l’air convaincante, qu’elle soit juste ou non. Saliscope mesure donc la carte affichée et répond à six questions à son sujet, chacune avec un verdict.
Il mesure pendant que la fenêtre se repose, et s’arrête dès que vous demandez autre chose.</translation>
    </message>
    <message>
        <source>The six marks
Each mark in the side panel is one question. Its shape says the verdict, not its colour alone: good, doubtful, poor, or no verdict. Click the line, or press F6, to see the details: values, thresholds, curves, and a sentence about each.
Where several measures answer a question, the worst of those that decide counts.</source>
        <translation>Les six signes
Chaque signe du panneau latéral est une question. Sa forme dit le verdict, pas seulement sa couleur&#xa0;: bon, douteux, mauvais ou sans verdict. Cliquez sur la ligne, ou appuyez sur F6, pour voir les détails&#xa0;: valeurs, seuils, courbes, et une phrase sur chacune.
Quand plusieurs mesures répondent à une question, la pire de celles qui tranchent compte.</translation>
    </message>
    <message>
        <source>What the verdicts mean
The thresholds are stated beside each value. They are sensible, not sacred: a value just above one and a value just below it say nearly the same.
Read the sentence as a whole: what holds, what does not, what to try. No single number says that a map can be trusted, so none is shown.</source>
        <translation>Ce que signifient les verdicts
Les seuils sont indiqués à côté de chaque valeur. Ils sont raisonnables, pas sacrés&#xa0;: une valeur juste au-dessus et une valeur juste au-dessous disent presque la même chose.
Lisez la phrase en entier&#xa0;: ce qui tient, ce qui ne tient pas, ce qu’on peut essayer. Aucun nombre ne dit à lui seul qu’on peut se fier à une carte&#xa0;: aucun n’est donc affiché.</translation>
    </message>
    <message>
        <source>What they do not mean
Good measures do not make the answer right, and do not prove that the map shows the true reason. They say that the map passed tests at which poor maps fail.
A poor value is not always the map&apos;s fault. If the model looks at nothing in particular, no map can show it.</source>
        <translation>Ce qu’ils ne signifient pas
De bonnes mesures ne rendent pas la réponse juste, et ne prouvent pas que la carte montre la vraie raison. Elles disent que la carte a réussi des épreuves où de mauvaises cartes échouent.
Une mauvaise valeur n’est pas toujours la faute de la carte. Si le modèle ne regarde rien de précis, aucune carte ne peut le montrer.</translation>
    </message>
    <message>
        <source>If something does not hold
Choose another method or another layer, and look whether the marks change.
Check the brightest region by hand: Tools &gt; Check a region.
Repeat it with other images. One image can be an exception.</source>
        <translation>Si quelque chose ne tient pas
Choisissez une autre méthode ou une autre couche, et regardez si les signes changent.
Vérifiez à la main la région la plus claire&#xa0;: Outils &gt; Vérifier une région.
Recommencez avec d’autres images. Une image peut être une exception.</translation>
    </message>
    <message>
        <source>Some measures have no value
An image that has the shape of the model&apos;s input has no other fit, and an empty map has nothing to remove. The row says why.
Slow methods would have to run again dozens of times: their maps are measured in part.</source>
        <translation>Certaines mesures n’ont pas de valeur
Une image qui a la forme de l’entrée du modèle n’a pas d’autre ajustement, et une carte vide n’a rien à retirer. La ligne dit pourquoi.
Les méthodes lentes devraient être recalculées des dizaines de fois&#xa0;: leurs cartes sont mesurées en partie.</translation>
    </message>
    <message>
        <source>Check a region</source>
        <translation>Vérifier une région</translation>
    </message>
    <message>
        <source>What it tells
Choose Tools &gt; Check a region, then click on the image or draw a rectangle. The model is asked again with that region covered in grey, and you read what the answer becomes.
So you can test what the map says: if it shows the right place, the answer changes without it.</source>
        <translation>Ce qu’elle dit
Choisissez Outils &gt; Vérifier une région, puis cliquez sur l’image ou tracez un rectangle. Le modèle répond de nouveau, cette région couverte de gris, et vous lisez ce que devient la réponse.
Vous pouvez ainsi éprouver ce que dit la carte&#xa0;: si elle montre le bon endroit, la réponse change sans lui.</translation>
    </message>
    <message>
        <source>Beside 20 other regions
Covering anything changes an answer a little. Therefore the model is also asked with 20 regions of the same size at random places covered, one at a time. You read their mean and their spread (one standard deviation).
The region matters more than others if at most one of the 20 changes the answer as much, up or down. If more of them do, it is no special place.</source>
        <translation>À côté de 20 autres régions
Couvrir quoi que ce soit change un peu une réponse. C’est pourquoi le modèle répond aussi avec 20 régions de même taille couvertes l’une après l’autre, à des endroits tirés au hasard. Vous lisez leur moyenne et leur dispersion (un écart type).
La région compte plus que d’autres si une des 20 au plus change autant la réponse, vers le haut ou vers le bas. Si plusieurs le font, l’endroit n’a rien de particulier.</translation>
    </message>
    <message>
        <source>By keyboard
The region begins where the map is strongest. The arrow keys move it, with Shift they change its size, Enter checks it, Esc ends it.</source>
        <translation>Au clavier
La région commence là où la carte est la plus forte. Les flèches la déplacent, avec Maj elles changent sa taille, Entrée la vérifie, Échap termine.</translation>
    </message>
    <message>
        <source>Careful
A grey patch is a thing of its own: the model may never have seen one. If the result surprises you, paint over the place with the probe, which can also blur it or fill it from its surroundings.
If an object appears twice, covering one of them changes little.
A region of more than half the image leaves no room for others to compare it with.</source>
        <translation>Attention
Un carré gris est une chose en soi&#xa0;: le modèle n’en a peut-être jamais vu. Si le résultat vous surprend, peignez l’endroit avec la sonde, qui peut aussi le flouter ou le remplir d’après ses alentours.
Si un objet apparaît deux fois, en couvrir un change peu.
Une région de plus de la moitié de l’image ne laisse pas de place à d’autres pour la comparer.</translation>
    </message>
    <message>
        <source>Which method for this model?</source>
        <translation>Quelle méthode pour ce modèle&#xa0;?</translation>
    </message>
    <message>
        <source>What it is for
No method is best for every model. Run &gt; Which method for this model?… explains some of your images with the methods that you tick, measures all the maps, and ranks the methods. Beside each stands how long it takes for an image.</source>
        <translation>À quoi cela sert
Aucune méthode n’est la meilleure pour tous les modèles. Exécuter &gt; Quelle méthode pour ce modèle&#xa0;?… explique quelques-unes de vos images avec les méthodes que vous cochez, mesure toutes les cartes, et classe les méthodes. À côté de chacune est indiqué le temps qu’elle prend par image.</translation>
    </message>
    <message>
        <source>How to read it
The tab Trust says on how many images each method holds, question by question, and how long a map takes. For each image the methods are ranked, with every question counting once; the mean rank gives their order. Look at the questions that matter to you: a fast method that holds everywhere may serve you better than a slow one that is a little ahead.
A test (Wilcoxon&apos;s signed-rank test) asks whether the first method is better, or only luckier in its images. If no method is clearly ahead, it says so.
Methods marked ⚠ are set aside and never called the best, however they rank: their map hardly depends on the model, or is the same for every class.</source>
        <translation>Comment le lire
L’onglet Confiance dit sur combien d’images chaque méthode tient, question par question, et combien de temps prend une carte. Pour chaque image, les méthodes sont classées, chaque question comptant une fois&#xa0;; le rang moyen donne leur ordre. Regardez les questions qui comptent pour vous&#xa0;: une méthode rapide qui tient partout peut mieux vous servir qu’une lente qui a un peu d’avance.
Un test (des rangs signés de Wilcoxon) demande si la première méthode est meilleure, ou a seulement eu plus de chance avec ses images. Si aucune méthode n’est clairement devant, c’est dit.
Les méthodes marquées ⚠ sont mises à l’écart et jamais dites les meilleures, quel que soit leur rang&#xa0;: leur carte ne dépend guère du modèle, ou est la même pour chaque classe.</translation>
    </message>
    <message>
        <source>With one method
A batch can measure the maps of one method, too: choose “Measure trust” when you explain a folder. The tab then shows how the values of each measure lie, by class.</source>
        <translation>Avec une seule méthode
Un lot peut aussi mesurer les cartes d’une seule méthode&#xa0;: choisissez «&#xa0;Mesurer la confiance&#xa0;» quand vous expliquez un dossier. L’onglet montre alors comment se répartissent les valeurs de chaque mesure, par classe.</translation>
    </message>
    <message>
        <source>Which images to take
Take images like those that you want to judge, of all classes, and about 20 of them. Images that the model answers wrongly belong to them, too.</source>
        <translation>Quelles images prendre
Prenez des images semblables à celles que vous voulez juger, de toutes les classes, une vingtaine. Celles auxquelles le modèle répond mal en font partie.</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Connections
Everything is computed on this computer. Saliscope connects only when you download a model from its library, after it has asked you, or when you give a batch to a cluster on the command line.</source>
        <translation>Connexions
Tout est calculé sur cet ordinateur. Saliscope ne se connecte que lorsque vous téléchargez un modèle de sa bibliothèque, après vous avoir posé la question, ou lorsque vous confiez un lot à une grappe de machines depuis la ligne de commande.</translation>
    </message>
    <message>
        <source>What is kept, and where
Settings, recent files and folders, the list of models with what you chose for them, and class names: {settings}.
The last session and crash reports: {data}. Both contain names and paths of files; a report that you copy contains none.
Private copies of models, as long as they are open: folders “saliscope-…” in {temporary}. What a crash leaves there is removed by the next start.
Models that you downloaded: {downloads}.</source>
        <translation>Ce qui est conservé, et où
Les réglages, les fichiers et dossiers récents, la liste des modèles avec ce que vous avez choisi pour eux et les noms des classes&#xa0;: {settings}.
La dernière session et les rapports d’incident&#xa0;: {data}. Les deux contiennent des noms et des chemins de fichiers&#xa0;; un rapport que vous copiez n’en contient aucun.
Des copies privées des modèles, tant qu’ils sont ouverts&#xa0;: des dossiers «&#xa0;saliscope-…&#xa0;» dans {temporary}. Ce qu’un incident y laisse est supprimé au démarrage suivant.
Les modèles que vous avez téléchargés&#xa0;: {downloads}.</translation>
    </message>
    <message>
        <source>What your files say
The record in an export names the image and the model, with their paths as seen from the export. Sessions and run folders contain such paths, too.
Saliscope never writes the patient data of a medical file. Exports and reports replace the name of a DICOM file, unless you choose otherwise; sessions and run folders contain it. Words that are part of an image are seen in what is made of it.</source>
        <translation>Ce que disent vos fichiers
La fiche d’un export nomme l’image et le modèle, avec leurs chemins vus depuis l’export. Les sessions et les dossiers de résultats contiennent aussi de tels chemins.
Saliscope n’écrit jamais les données de patient d’un fichier médical. Les exports et les rapports remplacent le nom d’un fichier DICOM, sauf si vous en décidez autrement&#xa0;; les sessions et les dossiers de résultats le contiennent. Les mots qui font partie d’une image se voient dans ce qui en est tiré.</translation>
    </message>
    <message>
        <source>How to remove it
“Forget everything” in the settings removes all that Saliscope keeps, except for models that you downloaded. Your images, models, sessions, exports and run folders stay, until you delete them.</source>
        <translation>Comment le supprimer
«&#xa0;Tout oublier&#xa0;», dans les réglages, supprime tout ce que Saliscope conserve, sauf les modèles que vous avez téléchargés. Vos images, modèles, sessions, exports et dossiers de résultats restent jusqu’à ce que vous les supprimiez.</translation>
    </message>
</context>
<context>
    <name>report</name>
    <message>
        <source>The model</source>
        <translation>Le modèle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Classes</translation>
    </message>
    <message>
        <source>This run folder does not hold more details of the model.</source>
        <translation>Ce dossier de résultats ne contient pas plus de détails du modèle.</translation>
    </message>
    <message>
        <source>How the images were fed, and what was asked</source>
        <translation>Comment le modèle a reçu les images, et ce qui a été demandé</translation>
    </message>
    <message>
        <source>Pixel values</source>
        <translation>Valeurs des pixels</translation>
    </message>
    <message>
        <source>Image fit</source>
        <translation>Ajustement de l’image</translation>
    </message>
    <message>
        <source>Explained class</source>
        <translation>Classe expliquée</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Couche</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Graine</translation>
    </message>
    <message>
        <source>the method&apos;s default</source>
        <translation>celle que la méthode prend par défaut</translation>
    </message>
    <message>
        <source>The method and its limits</source>
        <translation>La méthode et ses limites</translation>
    </message>
    <message>
        <source>{heading}: {words}</source>
        <translation>{heading}&#xa0;: {words}</translation>
    </message>
    <message>
        <source>What it cannot show: {limit}</source>
        <translation>Ce qu’elle ne peut pas montrer&#xa0;: {limit}</translation>
    </message>
    <message>
        <source>What no heat map can tell</source>
        <translation>Ce qu’aucune carte de chaleur ne peut dire</translation>
    </message>
    <message>
        <source>How the figures are made</source>
        <translation>Comment les chiffres sont obtenus</translation>
    </message>
    <message>
        <source>Paper: {text}</source>
        <translation>Article&#xa0;: {text}</translation>
    </message>
    <message>
        <source>Precision, recall, F1 and the confusion matrix are computed by scikit-learn. A class without images has no recall, and one that was never answered no precision; means leave them out. The mean F1 counts every class that is a true class or an answer.</source>
        <translation>La précision, le rappel, le F1 et la matrice de confusion sont calculés par scikit-learn. Une classe sans image n’a pas de rappel, et une classe jamais donnée en réponse n’a pas de précision&#xa0;; les moyennes n’en tiennent pas compte. Le F1 moyen compte toute classe qui est une classe réelle ou une réponse.</translation>
    </message>
    <message>
        <source>The expected calibration error has 15 equal-width bins of the answer&apos;s probability (Guo et al., 2017). It depends on the bins, and is too large where answers are few.</source>
        <translation>L’erreur de calibration attendue a 15 intervalles égaux de la probabilité de la réponse (Guo et al., 2017). Elle dépend des intervalles, et est trop grande quand les réponses sont peu nombreuses.</translation>
    </message>
    <message>
        <source>Mean maps and comparisons between maps use small copies of the maps, 12 × 12 cells over the image, which sum to 1. Evidence against a class is left out of them.</source>
        <translation>Les cartes moyennes et les comparaisons entre cartes utilisent de petites copies des cartes, de 12 × 12 cases sur l’image, dont la somme vaut 1. Les indices contre une classe n’y figurent pas.</translation>
    </message>
    <message>
        <source>How to repeat this</source>
        <translation>Comment refaire ce calcul</translation>
    </message>
    <message>
        <source>The run folder holds a row for each image with its checksum, and all that was asked. The same model, images and versions give the same figures.</source>
        <translation>Le dossier de résultats contient une ligne par image, avec son empreinte, et tout ce qui a été demandé. Le même modèle, les mêmes images et les mêmes versions donnent les mêmes chiffres.</translation>
    </message>
    <message>
        <source>Report written</source>
        <translation>Rapport rédigé</translation>
    </message>
    <message>
        <source>Run begun</source>
        <translation>Calcul commencé</translation>
    </message>
    <message>
        <source>Run finished</source>
        <translation>Calcul terminé</translation>
    </message>
    <message>
        <source>Checksum of the model (SHA-256)</source>
        <translation>Empreinte du modèle (SHA-256)</translation>
    </message>
    <message>
        <source>Computed with</source>
        <translation>Calculé avec</translation>
    </message>
    <message>
        <source>Report written with</source>
        <translation>Rapport rédigé avec</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Ligne de commande</translation>
    </message>
    <message>
        <source>Add --truth for true classes and --boxes for boxes or masks: they are kept in the run folder, and are not part of what was asked of the model.</source>
        <translation>Ajoutez --truth pour les classes réelles et --boxes pour les cadres ou les masques&#xa0;: ils sont conservés dans le dossier de résultats et ne font pas partie de ce qui a été demandé au modèle.</translation>
    </message>
    <message>
        <source>What was asked of each image</source>
        <translation>Ce qui a été demandé pour chaque image</translation>
    </message>
    <message>
        <source>Report on {model}: {folder}</source>
        <translation>Rapport sur {model}&#xa0;: {folder}</translation>
    </message>
    <message>
        <source>Report on {model}</source>
        <translation>Rapport sur {model}</translation>
    </message>
    <message>
        <source>{date} · Saliscope {version}</source>
        <translation>{date} · Saliscope {version}</translation>
    </message>
    <message>
        <source>Page {page} of {count}</source>
        <translation>Page {page} sur {count}</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Where the model looks</source>
        <translation>Où le modèle regarde</translation>
    </message>
    <message>
        <source>Each mean map is the mean of the heat maps of one explained class, each map counting alike, from dark (none) to bright (the largest share, which stands below; even evidence would have {even} in each cell). It covers the whole image, whatever its shape. A bright place that is the same for every class may be a habit of the model, or of how the images were taken. A mean of few maps is no habit.</source>
        <translation>Chaque carte moyenne est la moyenne des cartes de chaleur d’une classe expliquée, toutes les cartes comptant autant, du sombre (rien) au clair (la plus grande part, indiquée dessous&#xa0;; des indices uniformes donneraient {even} dans chaque case). Elle couvre toute l’image, quelle que soit sa forme. Un endroit clair qui est le même pour toutes les classes peut être une habitude du modèle, ou de la prise de vue. La moyenne de quelques cartes ne fait pas une habitude.</translation>
    </message>
    <message>
        <source>Mean maps of the explained classes</source>
        <translation>Cartes moyennes des classes expliquées</translation>
    </message>
    <message>
        <source>(the most frequent classes; left out: {more})</source>
        <translation>(les classes les plus fréquentes&#xa0;; non montrées&#xa0;: {more})</translation>
    </message>
    <message>
        <source>Images: {count}, largest {share}</source>
        <translation>Images&#xa0;: {count}, maximum {share}</translation>
    </message>
    <message>
        <source>Mean map of “{label}”: brightest {place}.</source>
        <translation>Carte moyenne de «&#xa0;{label}&#xa0;»&#xa0;: maximum {place}.</translation>
    </message>
    <message>
        <source>top left</source>
        <translation>en haut à gauche</translation>
    </message>
    <message>
        <source>top centre</source>
        <translation>en haut au centre</translation>
    </message>
    <message>
        <source>top right</source>
        <translation>en haut à droite</translation>
    </message>
    <message>
        <source>centre left</source>
        <translation>au milieu à gauche</translation>
    </message>
    <message>
        <source>in the centre</source>
        <translation>au centre</translation>
    </message>
    <message>
        <source>centre right</source>
        <translation>au milieu à droite</translation>
    </message>
    <message>
        <source>bottom left</source>
        <translation>en bas à gauche</translation>
    </message>
    <message>
        <source>bottom centre</source>
        <translation>en bas au centre</translation>
    </message>
    <message>
        <source>bottom right</source>
        <translation>en bas à droite</translation>
    </message>
    <message>
        <source>Whether the maps lie on the objects</source>
        <translation>Les cartes sont-elles sur les objets&#xa0;?</translation>
    </message>
    <message>
        <source>Measured are images with a box or mask of the explained class; where none of an image&apos;s boxes and masks has the name of a class, all of them count.</source>
        <translation>Sont mesurées les images ayant un cadre ou un masque de la classe expliquée&#xa0;; quand aucun des cadres et masques d’une image ne porte le nom d’une classe, tous comptent.</translation>
    </message>
    <message>
        <source>All classes</source>
        <translation>Toutes les classes</translation>
    </message>
    <message>
        <source>Maps and objects, and beside each figure that of the image&apos;s centre</source>
        <translation>Cartes et objets&#xa0;; à côté de chaque chiffre, celui du centre de l’image</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Classe</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Pointing game</source>
        <translation>Jeu de pointage</translation>
    </message>
    <message>
        <source>Energy inside</source>
        <translation>Énergie à l’intérieur</translation>
    </message>
    <message>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <source>What stands out</source>
        <translation>Ce qui ressort</translation>
    </message>
    <message>
        <source>These groups need no true classes. They are reasons to look, not faults.</source>
        <translation>Ces groupes n’ont pas besoin de classes réelles. Ce sont des raisons de regarder, pas des défauts.</translation>
    </message>
    <message>
        <source>Images shown: {shown} of {count}</source>
        <translation>Images montrées&#xa0;: {shown} sur {count}</translation>
    </message>
    <message>
        <source>near-duplicate of {name}</source>
        <translation>quasi-doublon de {name}</translation>
    </message>
    <message>
        <source>Mistakes</source>
        <translation>Erreurs</translation>
    </message>
    <message>
        <source>Wrong answers, those of which the model was surest first. Shown: {shown} of {count}. Some may be errors of the true classes rather than of the model.</source>
        <translation>Réponses fausses, celles dont le modèle était le plus sûr d’abord. Montrées&#xa0;: {shown} sur {count}. Certaines peuvent être des erreurs des classes réelles plutôt que du modèle.</translation>
    </message>
    <message>
        <source>Further ones in the table of the run: {count}.</source>
        <translation>Autres dans le tableau du lot&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>The most confident mistakes</source>
        <translation>Les erreurs les plus assurées</translation>
    </message>
    <message>
        <source>Typical images</source>
        <translation>Images typiques</translation>
    </message>
    <message>
        <source>Rightly answered images whose maps are nearest to the mean map of their class.</source>
        <translation>Images dont la réponse est juste et dont la carte est la plus proche de la carte moyenne de leur classe.</translation>
    </message>
    <message>
        <source>Typical images of each class</source>
        <translation>Images typiques de chaque classe</translation>
    </message>
    <message>
        <source>No map stands out at the border or in a corner, none is empty, and there are no near-duplicates. Maps of a class are compared where it has enough images: {alike} to tell whether all are alike, {unlike} to tell whether one is unlike the others.</source>
        <translation>Aucune carte ne ressort au bord ou dans un coin, aucune n’est vide, et il n’y a pas de quasi-doublons. Les cartes d’une classe sont comparées quand elle a assez d’images&#xa0;: {alike} pour dire si toutes se ressemblent, {unlike} pour dire si l’une diffère des autres.</translation>
    </message>
    <message>
        <source>Images whose maps are nearest to the mean map of the class they were answered with.</source>
        <translation>Images dont la carte est la plus proche de la carte moyenne de la classe répondue.</translation>
    </message>
    <message>
        <source>Images whose maps are nearest to the mean map of the class they were answered with. Where the true class of an image is known, that answer is right.</source>
        <translation>Images dont la carte est la plus proche de la carte moyenne de la classe répondue. Quand la classe réelle d’une image est connue, cette réponse est juste.</translation>
    </message>
    <message>
        <source>{label}, {probability}</source>
        <translation>{label}, {probability}</translation>
    </message>
    <message>
        <source>{name} with its heat map: {words}</source>
        <translation>{name} avec sa carte de chaleur&#xa0;: {words}</translation>
    </message>
    <message>
        <source>Refused images</source>
        <translation>Images refusées</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Pourquoi</translation>
    </message>
    <message>
        <source>Refused images: {count}</source>
        <translation>Images refusées&#xa0;: {count}</translation>
    </message>
    <message>
        <source>How right the answers are</source>
        <translation>Les réponses sont-elles justes&#xa0;?</translation>
    </message>
    <message>
        <source>{share}; 95 % confidence interval {low} to {high}</source>
        <translation>{share}&#xa0;; intervalle de confiance à 95&#xa0;%&#xa0;: {low} à {high}</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Exactitude</translation>
    </message>
    <message>
        <source>Among the first five answers</source>
        <translation>Parmi les cinq premières réponses</translation>
    </message>
    <message>
        <source>Telling the classes apart</source>
        <translation>Distinction des classes</translation>
    </message>
    <message>
        <source>Mean recall of the classes</source>
        <translation>Rappel moyen des classes</translation>
    </message>
    <message>
        <source>Mean F1 of the classes</source>
        <translation>F1 moyen des classes</translation>
    </message>
    <message>
        <source>Expected calibration error (15 equal-width bins)</source>
        <translation>Erreur de calibration attendue (15 intervalles égaux)</translation>
    </message>
    <message>
        <source>Classes. Precision: of the images answered with the class, the share that show it. Recall: of the images of the class, the share answered with it. F1: their harmonic mean.</source>
        <translation>Classes. Précision&#xa0;: parmi les images qui ont la classe pour réponse, la part de celles qui la montrent. Rappel&#xa0;: parmi les images de la classe, la part de celles qui l’ont pour réponse. F1&#xa0;: leur moyenne harmonique.</translation>
    </message>
    <message>
        <source>These classes have the most images; classes that are left out: {count}.</source>
        <translation>Ces classes ont le plus d’images&#xa0;; classes non montrées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Précision</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Rappel</translation>
    </message>
    <message>
        <source>Which classes are confused</source>
        <translation>Quelles classes sont confondues</translation>
    </message>
    <message>
        <source>The confusion matrix has too many classes to be read; see the pairs below.</source>
        <translation>La matrice de confusion a trop de classes pour être lisible&#xa0;; voyez les paires ci-dessous.</translation>
    </message>
    <message>
        <source>No class was taken for another.</source>
        <translation>Aucune classe n’a été prise pour une autre.</translation>
    </message>
    <message>
        <source>True class</source>
        <translation>Classe réelle</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Réponse</translation>
    </message>
    <message>
        <source>Share of the true class</source>
        <translation>Part de la classe réelle</translation>
    </message>
    <message>
        <source>The most frequent mistakes</source>
        <translation>Les erreurs les plus fréquentes</translation>
    </message>
    <message>
        <source>Confusion matrix; images on the diagonal: {right} of {count}. The mistakes are listed below.</source>
        <translation>Matrice de confusion&#xa0;; images sur la diagonale&#xa0;: {right} sur {count}. Les erreurs sont énumérées plus bas.</translation>
    </message>
    <message>
        <source>Reliability diagram. Expected calibration error: {error}; answers: {count}.</source>
        <translation>Diagramme de fiabilité. Erreur de calibration attendue&#xa0;: {error}&#xa0;; réponses&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Confusion matrix. Each row is a true class, each column an answer. The stronger a cell&apos;s colour, the larger its share of the row; right answers have thick outlines.</source>
        <translation>Matrice de confusion. Chaque ligne est une classe réelle, chaque colonne une réponse. Plus la couleur d’une case est forte, plus sa part de la ligne est grande&#xa0;; les réponses justes ont un contour épais.</translation>
    </message>
    <message>
        <source>Whether the probabilities can be believed</source>
        <translation>Peut-on se fier aux probabilités&#xa0;?</translation>
    </message>
    <message>
        <source>The model&apos;s answers are no probabilities, so this cannot be judged.</source>
        <translation>Les réponses du modèle ne sont pas des probabilités&#xa0;: on ne peut pas en juger.</translation>
    </message>
    <message>
        <source>Reliability diagram.</source>
        <translation>Diagramme de fiabilité.</translation>
    </message>
    <message>
        <source>Bars of few answers say little: their counts are the bars at the foot.</source>
        <translation>Les barres qui comptent peu de réponses disent peu de chose&#xa0;: leurs nombres sont les barres du bas.</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>En bref</translation>
    </message>
    <message>
        <source>All figures are about these images only. They say how the model did here, not how it will do on images from another place, device or time. A heat map shows where the model looked; it does not prove why.</source>
        <translation>Tous les chiffres portent sur ces images seulement. Ils disent ce que le modèle a fait ici, pas ce qu’il fera sur des images d’un autre lieu, d’un autre appareil ou d’une autre époque. Une carte de chaleur montre où le modèle a regardé&#xa0;; elle ne prouve pas pourquoi.</translation>
    </message>
    <message>
        <source>What to look at first</source>
        <translation>Ce qu’il faut regarder d’abord</translation>
    </message>
    <message>
        <source>Nothing stands out. Look at some images of each class all the same.</source>
        <translation>Rien ne ressort. Regardez tout de même quelques images de chaque classe.</translation>
    </message>
    <message>
        <source>Refused images: {count}. They count in no figure and are listed below.</source>
        <translation>Images refusées&#xa0;: {count}. Elles ne comptent dans aucun chiffre et sont listées plus bas.</translation>
    </message>
    <message>
        <source>Where the model looked was computed with {method}, for {aim}.</source>
        <translation>L’endroit où le modèle a regardé a été calculé avec {method}, pour {aim}.</translation>
    </message>
    <message>
        <source>the true class, or the first answer where it is not known</source>
        <translation>la classe réelle, ou la première réponse si elle n’est pas connue</translation>
    </message>
    <message>
        <source>the class “{label}”</source>
        <translation>la classe «&#xa0;{label}&#xa0;»</translation>
    </message>
    <message>
        <source>the model&apos;s first answer</source>
        <translation>la première réponse du modèle</translation>
    </message>
    <message>
        <source>No true classes are known, so nothing here says whether the answers are right. Give true classes by sub-folders, with a CSV file or by hand to have that judged.</source>
        <translation>Aucune classe réelle n’est connue&#xa0;: rien ici ne dit donc si les réponses sont justes. Pour en juger, donnez les classes réelles par des sous-dossiers, par un fichier CSV ou à la main.</translation>
    </message>
    <message>
        <source>Model: {model}. Images in the folder “{folder}”: {count}, of which explained: {done}.</source>
        <translation>Modèle&#xa0;: {model}. Images du dossier «&#xa0;{folder}&#xa0;»&#xa0;: {count}, dont expliquées&#xa0;: {done}.</translation>
    </message>
    <message>
        <source>No image was explained, so there is nothing to look at.</source>
        <translation>Aucune image n’a été expliquée&#xa0;: il n’y a rien à regarder.</translation>
    </message>
    <message>
        <source>Model: {model}. Images: {count}, of which explained: {done}. The folder&apos;s name is left out, as it may be a patient&apos;s.</source>
        <translation>Modèle&#xa0;: {model}. Images&#xa0;: {count}, dont expliquées&#xa0;: {done}. Le nom du dossier est omis, car il peut être celui d’un patient.</translation>
    </message>
    <message>
        <source>The run is not finished; images that still wait: {count}.</source>
        <translation>Le lot n’est pas terminé&#xa0;; images encore en attente&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Names of files that may be patients&apos; are left out. Small copies of the images are shown: what is written in an image itself can be read in them.</source>
        <translation>Les noms de fichiers qui peuvent être ceux de patients sont omis. De petites copies des images sont montrées&#xa0;: ce qui est écrit dans une image elle-même peut s’y lire.</translation>
    </message>
    <message>
        <source>The model answers with one number and not with classes, so no answer is right or wrong.</source>
        <translation>Le modèle répond par un seul nombre et non par des classes&#xa0;: aucune réponse n’est juste ou fausse.</translation>
    </message>
    <message>
        <source>No image with a true class was explained, so nothing here says what is right.</source>
        <translation>Aucune image ayant une classe réelle n’a été expliquée&#xa0;: rien ici ne dit ce qui est juste.</translation>
    </message>
    <message>
        <source>Explained images with a true class: {count} of {done}; the others are not judged.</source>
        <translation>Images expliquées ayant une classe réelle&#xa0;: {count} sur {done}&#xa0;; les autres ne sont pas jugées.</translation>
    </message>
    <message>
        <source>Always answering “{label}”, the most frequent true class, would be right for {share}. The mean recall of the classes, in which rare classes count as much as frequent ones, is {mean}.</source>
        <translation>Répondre toujours «&#xa0;{label}&#xa0;», la classe réelle la plus fréquente, serait juste pour {share} des images. Le rappel moyen des classes, où les classes rares comptent autant que les fréquentes, est de {mean}.</translation>
    </message>
    <message>
        <source>Until the pixel values are confirmed, every figure of this report is in doubt.</source>
        <translation>Tant que les valeurs des pixels ne sont pas confirmées, tous les chiffres de ce rapport sont incertains.</translation>
    </message>
    <message>
        <source>Refused images ({count}): were they meant to be judged?</source>
        <translation>Images refusées ({count})&#xa0;: devaient-elles être jugées&#xa0;?</translation>
    </message>
    <message>
        <source>{reason}: {count}. See “What stands out”.</source>
        <translation>{reason}&#xa0;: {count}. Voyez «&#xa0;Ce qui ressort&#xa0;».</translation>
    </message>
    <message>
        <source>Mistakes of which the model was at least {share} sure: {count}.</source>
        <translation>Erreurs dont le modèle était sûr à {share} au moins&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>The class “{label}” is found least often: recall {recall}; its images: {count}.</source>
        <translation>La classe «&#xa0;{label}&#xa0;» est le moins souvent trouvée&#xa0;: rappel {recall}&#xa0;; ses images&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Probabilities lie {error} away, on average, from how often the answers are right. Do not take them at their word.</source>
        <translation>Les probabilités s’écartent en moyenne de {error} de la part réelle de réponses justes. Ne les prenez pas au mot.</translation>
    </message>
    <message>
        <source>Where the true classes come from</source>
        <translation>D’où viennent les classes réelles</translation>
    </message>
    <message>
        <source>Names that are not exactly those of the model&apos;s classes were taken for: {pairs}.</source>
        <translation>Des noms qui ne sont pas exactement ceux des classes du modèle ont été interprétés ainsi&#xa0;: {pairs}.</translation>
    </message>
    <message>
        <source>Names that are no class of the model: {count}. Their images are not judged.</source>
        <translation>Noms qui ne sont aucune classe du modèle&#xa0;: {count}. Leurs images ne sont pas jugées.</translation>
    </message>
    <message>
        <source>No class of the model has these names, so that their images are not judged: {names}.</source>
        <translation>Aucune classe du modèle ne porte ces noms&#xa0;; leurs images ne sont donc pas jugées&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>True classes set by hand: {count}.</source>
        <translation>Classes réelles indiquées à la main&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>The names of the sub-folders are the true classes.</source>
        <translation>Les noms des sous-dossiers sont les classes réelles.</translation>
    </message>
    <message>
        <source>A table says the true classes.</source>
        <translation>Un tableau donne les classes réelles.</translation>
    </message>
    <message>
        <source>The table “{name}” says the true classes.</source>
        <translation>Le tableau «&#xa0;{name}&#xa0;» donne les classes réelles.</translation>
    </message>
    <message>
        <source>“{name}”</source>
        <translation>«&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>{names} and further ones: {count}</source>
        <translation>{names} et d’autres&#xa0;: {count}</translation>
    </message>
    <message>
        <source>How far to trust the maps</source>
        <translation>Quelle confiance accorder aux cartes</translation>
    </message>
    <message>
        <source>A heat map persuades whether or not it is right. The measures below ask of each map whether it says something of the model. None of them shows that a map is right: a map may pass all of them and still be misread. Each value is good, doubtful or poor by fixed limits, which stand beside it.</source>
        <translation>Une carte de chaleur convainc, qu’elle soit juste ou non. Les mesures ci-dessous demandent à chaque carte si elle dit quelque chose du modèle. Aucune ne montre qu’une carte est juste&#xa0;: une carte peut les réussir toutes et être mal lue. Chaque valeur est bonne, douteuse ou mauvaise selon des limites fixes, indiquées à côté.</translation>
    </message>
    <message>
        <source>Which method for this model?</source>
        <translation>Quelle méthode pour ce modèle&#xa0;?</translation>
    </message>
    <message>
        <source>Mean rank</source>
        <translation>Rang moyen</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Temps</translation>
    </message>
    <message>
        <source>Beside the first</source>
        <translation>Face à la première</translation>
    </message>
    <message>
        <source>Methods, the best first, those set aside last. Under each question: on how many images, of those with a verdict, all is good that decides it. The questions stand below.</source>
        <translation>Méthodes, la meilleure d’abord, celles mises à l’écart en dernier. Sous chaque question&#xa0;: sur combien d’images, parmi celles qui ont un verdict, tout ce qui la tranche est bon. Les questions figurent plus bas.</translation>
    </message>
    <message>
        <source>{short}: {question}</source>
        <translation>{short}&#xa0;: {question}</translation>
    </message>
    <message>
        <source>For each image the methods are ranked by each measure that decides, 1 the best; equal values share the mean of their ranks, and a method without a value shares the last. The ranks of one question are averaged first, then those of all questions, then those of the images. Where that is equal the faster method stands first. The mean rank is an order and no mark: look at the questions beside it. A method is as good as the first where Wilcoxon’s signed-rank test of the images’ differences does not tell them apart at 5 %, divided by the number of pairs of methods. A method whose map hardly depends on the model, or is the same for every class, is set aside at the end of the list and never called the best: nothing else that it does well makes up for that.</source>
        <translation>Pour chaque image, les méthodes sont classées selon chaque mesure décisive, 1 étant la meilleure&#xa0;; les valeurs égales partagent la moyenne de leurs rangs, et une méthode sans valeur partage le dernier. On fait d’abord la moyenne des rangs d’une question, puis de toutes les questions, puis des images. À égalité, la méthode la plus rapide passe devant. Le rang moyen est un ordre et non une note&#xa0;: voyez les questions à côté. Une méthode est aussi bonne que la première si le test des rangs signés de Wilcoxon, sur les différences entre images, ne les distingue pas à 5&#xa0;%, divisés par le nombre de paires de méthodes. Une méthode dont la carte ne dépend guère du modèle, ou est la même pour chaque classe, est mise à l’écart en fin de liste et jamais dite la meilleure&#xa0;: rien d’autre de ce qu’elle réussit ne compense cela.</translation>
    </message>
    <message>
        <source>worse</source>
        <translation>moins bonne</translation>
    </message>
    <message>
        <source>as good within chance</source>
        <translation>aussi bonne, au hasard près</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>mise à l’écart</translation>
    </message>
    <message>
        <source>How the values lie</source>
        <translation>Répartition des valeurs</translation>
    </message>
    <message>
        <source>In the charts below, a box holds the middle half of the values, the thick line in it is their median, and the thin line holds all but the lowest and the highest twentieth. The ground is green where values are good and red where they are poor. The bars at the right count the maps, from the left: good (green), doubtful (amber), poor (red), and without a value (grey).</source>
        <translation>Dans les graphiques ci-dessous, une boîte contient la moitié centrale des valeurs, son trait épais est leur médiane, et le trait fin les contient toutes, sauf le vingtième le plus bas et le plus haut. Le fond est vert où les valeurs sont bonnes et rouge où elles sont mauvaises. Les barres à droite comptent les cartes, à partir de la gauche&#xa0;: bonnes (vert), douteuses (ambre), mauvaises (rouge), et sans valeur (gris).</translation>
    </message>
    <message>
        <source>{measure}, by method</source>
        <translation>{measure}, par méthode</translation>
    </message>
    <message>
        <source>{measure}, by explained class ({method})</source>
        <translation>{measure}, par classe expliquée ({method})</translation>
    </message>
    <message>
        <source>{line}: {spread}.</source>
        <translation>{line}&#xa0;: {spread}.</translation>
    </message>
    <message>
        <source>median {median}</source>
        <translation>médiane {median}</translation>
    </message>
</context>
<context>
    <name>settings</name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Start-up</source>
        <translation>Démarrage</translation>
    </message>
    <message>
        <source>Method and overlay</source>
        <translation>Méthode et superposition</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Fichiers</translation>
    </message>
    <message>
        <source>Computing</source>
        <translation>Calcul</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Langue&#xa0;:</translation>
    </message>
    <message>
        <source>Remember the &amp;window&apos;s size and position</source>
        <translation>Mémoriser la taille et la position de la &amp;fenêtre</translation>
    </message>
    <message>
        <source>Reopen the last sessi&amp;on at start-up</source>
        <translation>R&amp;ouvrir la dernière session au démarrage</translation>
    </message>
    <message>
        <source>Offer to restore your work after a cr&amp;ash</source>
        <translation>&amp;Proposer de restaurer votre travail après un arrêt inattendu</translation>
    </message>
    <message>
        <source>&amp;Method for new models:</source>
        <translation>&amp;Méthode pour un nouveau modèle&#xa0;:</translation>
    </message>
    <message>
        <source>A known model keeps the method and layer that you last used.</source>
        <translation>Un modèle connu garde la méthode et la couche utilisées en dernier.</translation>
    </message>
    <message>
        <source>Number of recent &amp;files:</source>
        <translation>Nombre de fichiers &amp;récents&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Export folder:</source>
        <translation>Dossier d’&amp;exportation&#xa0;:</translation>
    </message>
    <message>
        <source>If empty: next to the image, or the last folder used.</source>
        <translation>Si vide&#xa0;: à côté de l’image, ou le dernier dossier utilisé.</translation>
    </message>
    <message>
        <source>The computing engine restarts. Your work stays on screen.</source>
        <translation>Le moteur de calcul redémarre. Votre travail reste à l’écran.</translation>
    </message>
    <message>
        <source>Measure t&amp;rust in the background</source>
        <translation>Mesurer la fia&amp;bilité en arrière-plan</translation>
    </message>
    <message>
        <source>If off, a map is measured only when you ask for it.</source>
        <translation>Sinon, une carte n’est mesurée qu’à votre demande.</translation>
    </message>
    <message>
        <source>&amp;Theme:</source>
        <translation>&amp;Thème&#xa0;:</translation>
    </message>
    <message>
        <source>Colo&amp;urs:</source>
        <translation>Co&amp;uleurs&#xa0;:</translation>
    </message>
    <message>
        <source>Overlay opa&amp;city:</source>
        <translation>Op&amp;acité&#xa0;:</translation>
    </message>
    <message>
        <source>Compute o&amp;n:</source>
        <translation>&amp;Calculer sur&#xa0;:</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Aucun</translation>
    </message>
    <message>
        <source>No folder</source>
        <translation>Aucun dossier</translation>
    </message>
    <message>
        <source>O&amp;verlay:</source>
        <translation>Superpositio&amp;n&#xa0;:</translation>
    </message>
    <message>
        <source>Same as system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Overlay at &amp;start-up:</source>
        <translation>&amp;Superposition au démarrage&#xa0;:</translation>
    </message>
    <message>
        <source>Last used</source>
        <translation>Dernières utilisées</translation>
    </message>
    <message>
        <source>As set below</source>
        <translation>Choisies ci-dessous</translation>
    </message>
    <message>
        <source>Graphics card, if available</source>
        <translation>Carte graphique, si disponible</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
</context>
<context>
    <name>text</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Copier</translation>
    </message>
</context>
<context>
    <name>undo</name>
    <message>
        <source>change of pixel values</source>
        <translation>changement des valeurs de pixels</translation>
    </message>
    <message>
        <source>confirmation of the pixel values</source>
        <translation>confirmation des valeurs des pixels</translation>
    </message>
    <message>
        <source>change of method</source>
        <translation>changement de méthode</translation>
    </message>
    <message>
        <source>change of layer</source>
        <translation>changement de couche</translation>
    </message>
    <message>
        <source>change of the added layers</source>
        <translation>changement des couches ajoutées</translation>
    </message>
    <message>
        <source>change of the class compared against</source>
        <translation>changement de la classe de comparaison</translation>
    </message>
    <message>
        <source>change between score and probability</source>
        <translation>passage du score à la probabilité ou retour</translation>
    </message>
    <message>
        <source>new random samples</source>
        <translation>nouveau tirage aléatoire</translation>
    </message>
    <message>
        <source>change of image fit</source>
        <translation>changement de l’ajustement de l’image</translation>
    </message>
    <message>
        <source>maps of several classes</source>
        <translation>cartes de plusieurs classes</translation>
    </message>
    <message>
        <source>change of opacity</source>
        <translation>changement d’opacité</translation>
    </message>
    <message>
        <source>keeping the brightness for the next images</source>
        <translation>maintien de la luminosité pour les images suivantes</translation>
    </message>
    <message>
        <source>keeping the class for the next images</source>
        <translation>maintien de la classe pour les images suivantes</translation>
    </message>
    <message>
        <source>change of class</source>
        <translation>changement de classe</translation>
    </message>
    <message>
        <source>change of an option</source>
        <translation>changement d’une option</translation>
    </message>
    <message>
        <source>change of region</source>
        <translation>changement de région</translation>
    </message>
    <message>
        <source>stroke of the probe</source>
        <translation>trait de la sonde</translation>
    </message>
    <message>
        <source>change of colours</source>
        <translation>changement de couleurs</translation>
    </message>
    <message>
        <source>change of two-sided colours</source>
        <translation>changement des couleurs bilatérales</translation>
    </message>
    <message>
        <source>change of smoothing</source>
        <translation>changement de lissage</translation>
    </message>
    <message>
        <source>move of the curtain</source>
        <translation>déplacement du rideau</translation>
    </message>
    <message>
        <source>change of zoom</source>
        <translation>changement de zoom</translation>
    </message>
    <message>
        <source>change of the overlay</source>
        <translation>changement de la superposition</translation>
    </message>
    <message>
        <source>change of comparison</source>
        <translation>changement de comparaison</translation>
    </message>
    <message>
        <source>change of brightness</source>
        <translation>changement de luminosité</translation>
    </message>
    <message>
        <source>change of page</source>
        <translation>changement de page</translation>
    </message>
    <message>
        <source>change of channels</source>
        <translation>changement de canaux</translation>
    </message>
    <message>
        <source>opening {name}</source>
        <translation>ouverture de {name}</translation>
    </message>
    <message>
        <source>opening {count} images</source>
        <translation>ouverture de {count} images</translation>
    </message>
    <message>
        <source>closing {name}</source>
        <translation>fermeture de {name}</translation>
    </message>
    <message>
        <source>closing {count} images</source>
        <translation>fermeture de {count} images</translation>
    </message>
    <message>
        <source>naming the classes</source>
        <translation>noms des classes</translation>
    </message>
    <message>
        <source>change of the other class&apos;s weight</source>
        <translation>changement du poids de l’autre classe</translation>
    </message>
    <message>
        <source>moving the image</source>
        <translation>déplacement de l’image</translation>
    </message>
    <message>
        <source>change of what the model&apos;s number means</source>
        <translation>changement du sens de la valeur du modèle</translation>
    </message>
    <message>
        <source>change of the model&apos;s input or output</source>
        <translation>changement d’entrée ou de sortie du modèle</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>1 pixel in {one_in} brighter</source>
        <translation>1 pixel sur {one_in} plus clair</translation>
    </message>
    <message>
        <source>1 pixel in {one_in} darker</source>
        <translation>1 pixel sur {one_in} plus sombre</translation>
    </message>
    <message>
        <source>The folder “{name}” contains no images and no SavedModel. Subfolders are not searched; Run &gt; Explain a folder… searches them too. Open the folder that contains the images.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» ne contient ni images ni SavedModel. Les sous-dossiers ne sont pas parcourus&#xa0;; Exécuter &gt; Expliquer un dossier… les parcourt aussi. Ouvrez le dossier qui contient les images.</translation>
    </message>
    <message>
        <source>“{name}” was not found. It may have been moved or renamed. Find the file and open it again.</source>
        <translation>«&#xa0;{name}&#xa0;» est introuvable. Le fichier a peut-être été déplacé ou renommé. Retrouvez-le et rouvrez-le.</translation>
    </message>
    <message>
        <source>“{name}” could not be read ({reason}). Check that it is a file and that you have permission to open it.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être lu ({reason}). Vérifiez qu’il s’agit d’un fichier et que vous avez le droit de l’ouvrir.</translation>
    </message>
    <message>
        <source>“{name}” is empty. Download or copy the image again.</source>
        <translation>«&#xa0;{name}&#xa0;» est vide. Téléchargez ou copiez de nouveau l’image.</translation>
    </message>
    <message>
        <source>“{name}” is {megabytes} MB; images can be up to {limit} MB. Save a smaller version and open that.</source>
        <translation>«&#xa0;{name}&#xa0;» fait {megabytes}&#xa0;Mo&#xa0;; une image peut faire jusqu’à {limit}&#xa0;Mo. Enregistrez une version plus petite et ouvrez-la.</translation>
    </message>
    <message>
        <source>“{name}” is not an image that can be opened. Open a JPEG, PNG, TIFF, WebP, HEIC, DICOM, NIfTI, camera RAW or NumPy (.npy) file, or a film.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas une image prise en charge. Ouvrez un fichier JPEG, PNG, TIFF, WebP, HEIC, DICOM, NIfTI, RAW ou NumPy (.npy), ou un film.</translation>
    </message>
    <message>
        <source>“{name}” is a {format} image, which is not supported. Save it as JPEG, PNG or TIFF and open that.</source>
        <translation>«&#xa0;{name}&#xa0;» est une image {format}, un format non pris en charge. Enregistrez-la en JPEG, PNG ou TIFF et ouvrez ce fichier.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete. Download or copy the image again.</source>
        <translation>«&#xa0;{name}&#xa0;» est endommagé ou incomplet. Téléchargez ou copiez de nouveau l’image.</translation>
    </message>
    <message>
        <source>“{name}” is {width} × {height} pixels; the limit is {limit} megapixels. Save a smaller version and open that.</source>
        <translation>«&#xa0;{name}&#xa0;» fait {width} × {height} pixels&#xa0;; la limite est de {limit} mégapixels. Enregistrez une version plus petite et ouvrez-la.</translation>
    </message>
    <message>
        <source>“{name}” has {channels} channels; the limit is {limit}. Save fewer channels in one file and open that.</source>
        <translation>«&#xa0;{name}&#xa0;» a {channels} canaux&#xa0;; la limite est de {limit}. Enregistrez moins de canaux dans un fichier et ouvrez-le.</translation>
    </message>
    <message>
        <source>“{name}” is only {width} × {height} pixels. Open a larger image.</source>
        <translation>«&#xa0;{name}&#xa0;» ne fait que {width} × {height} pixels. Ouvrez une image plus grande.</translation>
    </message>
    <message>
        <source>“{name}” has no page {frame}. Choose a page from 1 to {count}.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas de page {frame}. Choisissez une page de 1 à {count}.</translation>
    </message>
    <message>
        <source>Page {frame} of “{name}” cannot be shown: all pages before it are drawn first, which takes too long. Choose an earlier page, or save the animation as a film (MP4) and open that.</source>
        <translation>La page {frame} de «&#xa0;{name}&#xa0;» ne peut pas être affichée&#xa0;: toutes les pages qui la précèdent doivent d’abord être dessinées, ce qui prend trop de temps. Choisissez une page antérieure, ou enregistrez l’animation comme film (MP4) et ouvrez celui-ci.</translation>
    </message>
    <message>
        <source>“{name}” takes {megabytes} MB once it is unpacked, but only {stored} MB in the file: it is empty, damaged, or made to fill the memory. Save a smaller version and open that.</source>
        <translation>«&#xa0;{name}&#xa0;» prend {megabytes}&#xa0;Mo une fois décompressé, mais seulement {stored}&#xa0;Mo dans le fichier&#xa0;: il est vide, endommagé, ou fait pour remplir la mémoire. Enregistrez une version plus petite et ouvrez-la.</translation>
    </message>
    <message>
        <source>“{name}” has no channel {channel}. Choose a channel from 1 to {count}.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas de canal {channel}. Choisissez un canal de 1 à {count}.</translation>
    </message>
    <message>
        <source>{found} channels of “{name}” were chosen. Choose one channel for grey, or three for colour.</source>
        <translation>{found} canaux de «&#xa0;{name}&#xa0;» ont été choisis. Choisissez un canal pour le gris, ou trois pour la couleur.</translation>
    </message>
    <message>
        <source>The black value ({low}) must be below the white value ({high}). Choose a lower black value.</source>
        <translation>La valeur du noir ({low}) doit être inférieure à celle du blanc ({high}). Choisissez une valeur plus basse pour le noir.</translation>
    </message>
    <message>
        <source>“{name}” has no window named “{preset}”. Choose one of these: {known}.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas de fenêtre nommée «&#xa0;{preset}&#xa0;». Choisissez parmi&#xa0;: {known}.</translation>
    </message>
    <message>
        <source>“{name}” is a DICOM file without an image ({kind}). Open one of the images that it refers to.</source>
        <translation>«&#xa0;{name}&#xa0;» est un fichier DICOM sans image ({kind}). Ouvrez l’une des images auxquelles il fait référence.</translation>
    </message>
    <message>
        <source>“{name}” is a {format} file. The add-on “{extra}” that reads it is not installed. Install the package {package} and open the file again.</source>
        <translation>«&#xa0;{name}&#xa0;» est un fichier {format}. Le complément «&#xa0;{extra}&#xa0;» qui le lit n’est pas installé. Installez le paquet {package} et rouvrez le fichier.</translation>
    </message>
    <message>
        <source>“{name}” contains an array of {shape} numbers, which is not an image. Save an array of (height, width) or (height, width, channels).</source>
        <translation>«&#xa0;{name}&#xa0;» contient un tableau de {shape} nombres, qui n’est pas une image. Enregistrez un tableau (hauteur, largeur) ou (hauteur, largeur, canaux).</translation>
    </message>
    <message>
        <source>“{name}” could not be read within {seconds} seconds. The file may be damaged. Download or copy it again.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être lu en {seconds} secondes. Le fichier est peut-être endommagé. Téléchargez-le ou copiez-le de nouveau.</translation>
    </message>
    <message>
        <source>“{name}” has changed since it was opened. Open it again to see the current version.</source>
        <translation>«&#xa0;{name}&#xa0;» a changé depuis son ouverture. Rouvrez-le pour voir la version actuelle.</translation>
    </message>
    <message>
        <source>{bits} bits: {low} to {high} shown as black to white</source>
        <translation>{bits} bits&#xa0;: de {low} à {high}, du noir au blanc</translation>
    </message>
    <message>
        <source>decimal values: {low} to {high} shown as black to white</source>
        <translation>valeurs décimales&#xa0;: de {low} à {high}, du noir au blanc</translation>
    </message>
    <message>
        <source>inverted: the lowest value is white</source>
        <translation>inversée&#xa0;: la valeur la plus basse est blanche</translation>
    </message>
    <message>
        <source>channels {shown} of {count} shown</source>
        <translation>canaux {shown} sur {count} affichés</translation>
    </message>
    <message>
        <source>transparent areas shown on white</source>
        <translation>zones transparentes affichées sur blanc</translation>
    </message>
    <message>
        <source>page {number} of {count}</source>
        <translation>page {number} sur {count}</translation>
    </message>
    <message>
        <source>frame {number} of {count}</source>
        <translation>vue {number} sur {count}</translation>
    </message>
    <message>
        <source>slice {number} of {count}</source>
        <translation>coupe {number} sur {count}</translation>
    </message>
    <message>
        <source>rotated as its EXIF data says</source>
        <translation>orientée selon les données EXIF</translation>
    </message>
    <message>
        <source>camera RAW, white balance as shot</source>
        <translation>RAW, balance des blancs de la prise de vue</translation>
    </message>
    <message>
        <source>printing colours (CMYK) converted to RGB</source>
        <translation>couleurs d’impression (CMJN) converties en RVB</translation>
    </message>
    <message>
        <source>Grad-CAM</source>
        <translation>Grad-CAM</translation>
    </message>
    <message>
        <source>Saliency</source>
        <translation>Saillance</translation>
    </message>
    <message>
        <source>Grad-CAM++</source>
        <translation>Grad-CAM++</translation>
    </message>
    <message>
        <source>HiResCAM</source>
        <translation>HiResCAM</translation>
    </message>
    <message>
        <source>XGrad-CAM</source>
        <translation>XGrad-CAM</translation>
    </message>
    <message>
        <source>Like Grad-CAM, but the map adds up to the score.</source>
        <translation>Comme Grad-CAM, mais la somme de la carte donne le score.</translation>
    </message>
    <message>
        <source>LayerCAM</source>
        <translation>LayerCAM</translation>
    </message>
    <message>
        <source>Weighs each place by its own gradient: fine even in early layers.</source>
        <translation>Pondère chaque endroit par son gradient&#xa0;: fine même aux premières couches.</translation>
    </message>
    <message>
        <source>Eigen-CAM</source>
        <translation>Eigen-CAM</translation>
    </message>
    <message>
        <source>Score-CAM</source>
        <translation>Score-CAM</translation>
    </message>
    <message>
        <source>Ablation-CAM</source>
        <translation>Ablation-CAM</translation>
    </message>
    <message>
        <source>Gradient × Input</source>
        <translation>Gradient × Entrée</translation>
    </message>
    <message>
        <source>Integrated Gradients</source>
        <translation>Gradients intégrés</translation>
    </message>
    <message>
        <source>Divides the score among the pixels, for and against.</source>
        <translation>Répartit le score entre les pixels, pour et contre.</translation>
    </message>
    <message>
        <source>SmoothGrad</source>
        <translation>SmoothGrad</translation>
    </message>
    <message>
        <source>SquareGrad</source>
        <translation>SquareGrad</translation>
    </message>
    <message>
        <source>VarGrad</source>
        <translation>VarGrad</translation>
    </message>
    <message>
        <source>Guided backpropagation</source>
        <translation>Rétropropagation guidée</translation>
    </message>
    <message>
        <source>Shows fine edges and textures that the model responds to.</source>
        <translation>Montre les contours et textures fins auxquels le modèle réagit.</translation>
    </message>
    <message>
        <source>Guided Grad-CAM</source>
        <translation>Grad-CAM guidée</translation>
    </message>
    <message>
        <source>Occlusion</source>
        <translation>Occlusion</translation>
    </message>
    <message>
        <source>RISE</source>
        <translation>RISE</translation>
    </message>
    <message>
        <source>Sobol indices</source>
        <translation>Indices de Sobol</translation>
    </message>
    <message>
        <source>HSIC</source>
        <translation>HSIC</translation>
    </message>
    <message>
        <source>LIME</source>
        <translation>LIME</translation>
    </message>
    <message>
        <source>KernelSHAP</source>
        <translation>KernelSHAP</translation>
    </message>
    <message>
        <source>Ignores pixels whose value is zero for the model, even if they matter.</source>
        <translation>Ignore les pixels qui valent zéro pour le modèle, même s’ils comptent.</translation>
    </message>
    <message>
        <source>Poor for small objects; grainy until thousands of masks have been tried.</source>
        <translation>Peu adaptée aux petits objets&#xa0;; granuleuse avant des milliers de masques.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>Indices</translation>
    </message>
    <message>
        <source>Convention</source>
        <translation>Convention</translation>
    </message>
    <message>
        <source>Does removing what it shows change the answer?</source>
        <translation>Retirer ce qu’elle montre change-t-il la réponse&#xa0;?</translation>
    </message>
    <message>
        <source>Removal</source>
        <translation>Retrait</translation>
    </message>
    <message>
        <source>Does the map depend on the model?</source>
        <translation>La carte dépend-elle du modèle&#xa0;?</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Does the map stay when the image hardly changes?</source>
        <translation>La carte reste-t-elle la même quand l’image change à peine&#xa0;?</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilité</translation>
    </message>
    <message>
        <source>Does the map tell how much each place counts?</source>
        <translation>La carte dit-elle combien compte chaque endroit&#xa0;?</translation>
    </message>
    <message>
        <source>Faithfulness</source>
        <translation>Fidélité</translation>
    </message>
    <message>
        <source>Do other methods agree?</source>
        <translation>D’autres méthodes sont-elles d’accord&#xa0;?</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Accord</translation>
    </message>
    <message>
        <source>Is it more than the middle of the image?</source>
        <translation>Est-ce plus que le milieu de l’image&#xa0;?</translation>
    </message>
    <message>
        <source>Middle</source>
        <translation>Milieu</translation>
    </message>
    <message>
        <source>Deletion</source>
        <translation>Effacement</translation>
    </message>
    <message>
        <source>The image is removed bit by bit, what the map shows first. The value says how much smaller the area under the curve is than with the map moved elsewhere.</source>
        <translation>L’image est retirée peu à peu, en commençant par ce que la carte montre. La valeur dit de combien l’aire sous la courbe est plus petite qu’avec la carte déplacée ailleurs.</translation>
    </message>
    <message>
        <source>Insertion</source>
        <translation>Insertion</translation>
    </message>
    <message>
        <source>Random weights</source>
        <translation>Poids aléatoires</translation>
    </message>
    <message>
        <source>Small noise</source>
        <translation>Faible bruit</translation>
    </message>
    <message>
        <source>How much the map changes at most when noise is added that the eye hardly sees (max-sensitivity).</source>
        <translation>De combien la carte change au plus quand on ajoute un bruit que l’œil voit à peine (max-sensitivity).</translation>
    </message>
    <message>
        <source>Shift by one pixel</source>
        <translation>Décalage d’un pixel</translation>
    </message>
    <message>
        <source>How much the map changes when the image is shifted by one pixel.</source>
        <translation>De combien la carte change quand l’image est décalée d’un pixel.</translation>
    </message>
    <message>
        <source>Saved as JPEG</source>
        <translation>Enregistrement en JPEG</translation>
    </message>
    <message>
        <source>How much the map changes when the image is saved as a JPEG of quality 90.</source>
        <translation>De combien la carte change quand l’image est enregistrée en JPEG de qualité 90.</translation>
    </message>
    <message>
        <source>Other image fit</source>
        <translation>Autre ajustement</translation>
    </message>
    <message>
        <source>How much the map changes when the image is fitted to the model&apos;s input in another way.</source>
        <translation>De combien la carte change quand l’image est ajustée autrement à l’entrée du modèle.</translation>
    </message>
    <message>
        <source>μ-fidelity</source>
        <translation>μ-fidélité</translation>
    </message>
    <message>
        <source>Drop in confidence</source>
        <translation>Baisse de confiance</translation>
    </message>
    <message>
        <source>Increase in confidence</source>
        <translation>Hausse de confiance</translation>
    </message>
    <message>
        <source>Whether the answer rises when only what the map shows stays visible.</source>
        <translation>Si la réponse monte quand seul reste visible ce que la carte montre.</translation>
    </message>
    <message>
        <source>ROAD</source>
        <translation>ROAD</translation>
    </message>
    <message>
        <source>Agreement of methods</source>
        <translation>Accord des méthodes</translation>
    </message>
    <message>
        <source>The image is put back bit by bit, what the map shows first. The value says how much less of the answer is missing than with the map moved elsewhere.</source>
        <translation>L’image est remise peu à peu, en commençant par ce que la carte montre. La valeur dit de combien ce qui manque à la réponse est plus petit qu’avec la carte déplacée ailleurs.</translation>
    </message>
    <message>
        <source>A copy of the model loses what it has learned, layer by layer from the output on: a map of the model must change with it. The value is a correlation: 1 if the map stays as it is, 0 if it is quite another.</source>
        <translation>Une copie du modèle perd ce qu’il a appris, couche par couche à partir de la sortie&#xa0;: une carte du modèle doit changer avec elle. La valeur est une corrélation&#xa0;: 1 si la carte reste telle quelle, 0 si c’en est une tout autre.</translation>
    </message>
    <message>
        <source>Many random parts of the image are hidden: does the answer fall most where the map has most evidence? The value is a correlation: 1 if it always does, 0 if it has nothing to do with the map.</source>
        <translation>De nombreuses parties de l’image, tirées au hasard, sont cachées&#xa0;: la réponse baisse-t-elle le plus là où la carte a le plus d’indices&#xa0;? La valeur est une corrélation&#xa0;: 1 si c’est toujours le cas, 0 si cela n’a rien à voir avec la carte.</translation>
    </message>
    <message>
        <source>The share of the answer that is lost when only what the map shows stays visible: less is better.</source>
        <translation>La part de la réponse perdue quand seul reste visible ce que la carte montre&#xa0;: moins, c’est mieux.</translation>
    </message>
    <message>
        <source>Parts of the image are filled in from around them, so that it still looks like one: how much more the answer suffers without what the map shows most than without what it shows least.</source>
        <translation>Des parties de l’image sont comblées d’après leur voisinage, pour qu’elle ressemble toujours à une image. La valeur dit de combien la réponse souffre plus sans ce que la carte montre le plus que sans ce qu’elle montre le moins.</translation>
    </message>
    <message>
        <source>How alike the maps are that different kinds of methods give for the same image and class: 1 if they put the same places first, 0 if they have nothing in common.</source>
        <translation>À quel point se ressemblent les cartes que donnent différentes sortes de méthodes pour la même image et la même classe&#xa0;: 1 si elles placent en tête les mêmes endroits, 0 si elles n’ont rien en commun.</translation>
    </message>
    <message>
        <source>Explained by the middle</source>
        <translation>Expliquée par le milieu</translation>
    </message>
    <message>
        <source>The share of the map that a blob in the middle of the image explains. An object in the middle is no fault, but then this map does not show whether the model would look elsewhere.</source>
        <translation>La part de la carte qu’explique une tache au milieu de l’image. Un objet au milieu n’est pas un défaut, mais cette carte ne montre alors pas si le modèle regarderait ailleurs.</translation>
    </message>
    <message>
        <source>Concentration</source>
        <translation>Concentration</translation>
    </message>
    <message>
        <source>How much of the evidence lies on few points (Gini coefficient): 0 if it is even, 1 if it is on one point.</source>
        <translation>Quelle part des indices se trouve sur peu de points (coefficient de Gini)&#xa0;: 0 s’ils sont répartis également, 1 s’ils sont en un seul point.</translation>
    </message>
    <message>
        <source>Entropy</source>
        <translation>Entropie</translation>
    </message>
    <message>
        <source>How evenly the evidence is spread: 100 % if it is the same everywhere, 0 % if it is on one point.</source>
        <translation>À quel point les indices sont répartis également&#xa0;: 100 % s’ils sont partout les mêmes, 0 % s’ils sont en un seul point.</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bon</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Douteux</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>Mauvais</translation>
    </message>
    <message>
        <source>No verdict</source>
        <translation>Sans verdict</translation>
    </message>
    <message>
        <source>without what the map shows, the answer falls soon</source>
        <translation>sans ce que la carte montre, la réponse baisse vite</translation>
    </message>
    <message>
        <source>taking away what the map shows does little more than taking away other places</source>
        <translation>retirer ce que la carte montre ne fait guère plus que retirer d’autres endroits</translation>
    </message>
    <message>
        <source>with what the map shows, the answer soon returns</source>
        <translation>avec ce que la carte montre, la réponse revient vite</translation>
    </message>
    <message>
        <source>putting back what the map shows does little more than putting back other places</source>
        <translation>remettre ce que la carte montre ne fait guère plus que remettre d’autres endroits</translation>
    </message>
    <message>
        <source>with random weights the map becomes another one</source>
        <translation>avec des poids aléatoires, la carte devient une autre</translation>
    </message>
    <message>
        <source>the map is nearly the same with random weights, so it says little of the model</source>
        <translation>la carte est presque la même avec des poids aléatoires&#xa0;: elle dit peu du modèle</translation>
    </message>
    <message>
        <source>noise that one hardly sees leaves the map nearly as it is</source>
        <translation>un bruit que l’on voit à peine laisse la carte presque telle quelle</translation>
    </message>
    <message>
        <source>noise that one hardly sees changes the map much</source>
        <translation>un bruit que l’on voit à peine change beaucoup la carte</translation>
    </message>
    <message>
        <source>shifted by one pixel, the image has nearly the same map</source>
        <translation>décalée d’un pixel, l’image a presque la même carte</translation>
    </message>
    <message>
        <source>shifted by one pixel, the image has quite another map</source>
        <translation>décalée d’un pixel, l’image a une tout autre carte</translation>
    </message>
    <message>
        <source>saved as JPEG, the image has nearly the same map</source>
        <translation>enregistrée en JPEG, l’image a presque la même carte</translation>
    </message>
    <message>
        <source>saved as JPEG, the image has quite another map</source>
        <translation>enregistrée en JPEG, l’image a une tout autre carte</translation>
    </message>
    <message>
        <source>fitted in another way, the image has nearly the same map</source>
        <translation>ajustée autrement, l’image a presque la même carte</translation>
    </message>
    <message>
        <source>fitted in another way, the image has quite another map</source>
        <translation>ajustée autrement, l’image a une tout autre carte</translation>
    </message>
    <message>
        <source>the answer falls most where the map has most evidence</source>
        <translation>la réponse baisse le plus là où la carte a le plus d’indices</translation>
    </message>
    <message>
        <source>how far the answer falls has little to do with the map</source>
        <translation>la baisse de la réponse a peu à voir avec la carte</translation>
    </message>
    <message>
        <source>without what the map shows the answer suffers, without the rest it does not</source>
        <translation>sans ce que la carte montre, la réponse souffre&#xa0;; sans le reste, non</translation>
    </message>
    <message>
        <source>the answer suffers as much without the rest as without what the map shows</source>
        <translation>la réponse souffre autant sans le reste que sans ce que la carte montre</translation>
    </message>
    <message>
        <source>different kinds of methods show the same places</source>
        <translation>différentes sortes de méthodes montrent les mêmes endroits</translation>
    </message>
    <message>
        <source>different kinds of methods show different places</source>
        <translation>différentes sortes de méthodes montrent des endroits différents</translation>
    </message>
    <message>
        <source>the map is more than a blob in the middle</source>
        <translation>la carte est plus qu’une tache au milieu</translation>
    </message>
    <message>
        <source>the map is little more than a blob in the middle</source>
        <translation>la carte n’est guère plus qu’une tache au milieu</translation>
    </message>
    <message>
        <source>; </source>
        <translation>&#xa0;; </translation>
    </message>
    <message>
        <source>neither clearly good nor clearly poor</source>
        <translation>ni nettement bon ni nettement mauvais</translation>
    </message>
    <message>
        <source>Not for this map: it comes from another program and cannot be computed again.</source>
        <translation>Pas pour cette carte&#xa0;: elle vient d’un autre programme et ne peut pas être recalculée.</translation>
    </message>
    <message>
        <source>Not for this map: it is empty, nothing in it speaks for the class.</source>
        <translation>Pas pour cette carte&#xa0;: elle est vide, rien n’y parle pour la classe.</translation>
    </message>
    <message>
        <source>Not for this answer: it leaves nothing to take away, or it is no probability.</source>
        <translation>Pas pour cette réponse&#xa0;: elle ne laisse rien à retirer, ou n’est pas une probabilité.</translation>
    </message>
    <message>
        <source>Not for this image: it has the shape of the model&apos;s input, or its file is not at hand.</source>
        <translation>Pas pour cette image&#xa0;: elle a la forme de l’entrée du modèle, ou son fichier n’est pas à disposition.</translation>
    </message>
    <message>
        <source>Not for this model: fewer than two kinds of methods can be used with it.</source>
        <translation>Pas pour ce modèle&#xa0;: moins de deux sortes de méthodes s’y appliquent.</translation>
    </message>
    <message>
        <source>Not for this model: it has no weights that could be made random.</source>
        <translation>Pas pour ce modèle&#xa0;: il n’a pas de poids que l’on puisse rendre aléatoires.</translation>
    </message>
    <message>
        <source>No verdict for this model: it has too few layers with weights to tell a map of the model from one of edges.</source>
        <translation>Pas de verdict pour ce modèle&#xa0;: il a trop peu de couches avec des poids pour distinguer une carte du modèle d’une carte de contours.</translation>
    </message>
    <message>
        <source>The model could not compute this. Measure again, or try another method.</source>
        <translation>Le modèle n’a pas pu calculer cela. Mesurez à nouveau, ou essayez une autre méthode.</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Pas</translation>
    </message>
    <message>
        <source>Amount of noise</source>
        <translation>Quantité de bruit</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>Qualité JPEG</translation>
    </message>
    <message>
        <source>Stages</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Hidden share</source>
        <translation>Part masquée</translation>
    </message>
    <message>
        <source>Random parts</source>
        <translation>Parties aléatoires</translation>
    </message>
    <message>
        <source>this map</source>
        <translation>cette carte</translation>
    </message>
    <message>
        <source>the map elsewhere, by chance</source>
        <translation>la carte ailleurs, au hasard</translation>
    </message>
    <message>
        <source>the middle first</source>
        <translation>le milieu d’abord</translation>
    </message>
    <message>
        <source>rank correlation</source>
        <translation>corrélation des rangs</translation>
    </message>
    <message>
        <source>structural similarity (SSIM)</source>
        <translation>similarité structurelle (SSIM)</translation>
    </message>
    <message>
        <source>without what it shows most</source>
        <translation>sans ce qu’elle montre le plus</translation>
    </message>
    <message>
        <source>without what it shows least</source>
        <translation>sans ce qu’elle montre le moins</translation>
    </message>
    <message>
        <source>Area under the curve</source>
        <translation>Aire sous la courbe</translation>
    </message>
    <message>
        <source>Area with the map elsewhere</source>
        <translation>Aire avec la carte ailleurs</translation>
    </message>
    <message>
        <source>Area with the middle first</source>
        <translation>Aire avec le milieu d’abord</translation>
    </message>
    <message>
        <source>Gain over the middle first</source>
        <translation>Gain sur le milieu d’abord</translation>
    </message>
    <message>
        <source>Answer for the whole image</source>
        <translation>Réponse pour l’image entière</translation>
    </message>
    <message>
        <source>Answer with nothing left of it</source>
        <translation>Réponse quand il n’en reste rien</translation>
    </message>
    <message>
        <source>Answer for only what the map shows</source>
        <translation>Réponse pour ce que la carte montre seulement</translation>
    </message>
    <message>
        <source>Standard error</source>
        <translation>Erreur type</translation>
    </message>
    <message>
        <source>Structural similarity (SSIM)</source>
        <translation>Similarité structurelle (SSIM)</translation>
    </message>
    <message>
        <source>Rank correlation, mean of the stages</source>
        <translation>Corrélation des rangs, moyenne des étapes</translation>
    </message>
    <message>
        <source>Rank correlation, all layers random</source>
        <translation>Corrélation des rangs, toutes couches aléatoires</translation>
    </message>
    <message>
        <source>Maps of each stage</source>
        <translation>Cartes par étape</translation>
    </message>
    <message>
        <source>Mean change</source>
        <translation>Changement moyen</translation>
    </message>
    <message>
        <source>Changed images</source>
        <translation>Images modifiées</translation>
    </message>
    <message>
        <source>CAM</source>
        <translation>CAM</translation>
    </message>
    <message>
        <source>gradients</source>
        <translation>gradients</translation>
    </message>
    <message>
        <source>hidden parts</source>
        <translation>parties cachées</translation>
    </message>
    <message>
        <source>simple model</source>
        <translation>modèle simple</translation>
    </message>
    <message>
        <source>as it is</source>
        <translation>telle quelle</translation>
    </message>
    <message>
        <source>where they agree</source>
        <translation>là où elles s’accordent</translation>
    </message>
    <message>
        <source>good from {good}, poor up to {poor}</source>
        <translation>bon à partir de {good}, mauvais jusqu’à {poor}</translation>
    </message>
    <message>
        <source>Its verdict: {thresholds}.</source>
        <translation>Son verdict&#xa0;: {thresholds}.</translation>
    </message>
    <message>
        <source>Its verdict: {thresholds}. It does not decide the question.</source>
        <translation>Son verdict&#xa0;: {thresholds}. Il ne tranche pas la question.</translation>
    </message>
    <message>
        <source>It has no verdict: it describes the map.</source>
        <translation>Elle n’a pas de verdict&#xa0;: elle décrit la carte.</translation>
    </message>
    <message>
        <source>good up to {good}, poor from {poor}</source>
        <translation>bon jusqu’à {good}, mauvais à partir de {poor}</translation>
    </message>
    <message>
        <source>{verdict}: {meaning} ({value}; {thresholds}).</source>
        <translation>{verdict}&#xa0;: {meaning} ({value}&#xa0;; {thresholds}).</translation>
    </message>
    <message>
        <source>{value}. This is told, not judged.</source>
        <translation>{value}. À titre d’information, sans verdict.</translation>
    </message>
    <message>
        <source>Samples</source>
        <translation>Échantillons</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>Bruit</translation>
    </message>
    <message>
        <source>Stride</source>
        <translation>Avance</translation>
    </message>
    <message>
        <source>Masks</source>
        <translation>Masques</translation>
    </message>
    <message>
        <source>Designs</source>
        <translation>Plans</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Kernel width</source>
        <translation>Largeur du noyau</translation>
    </message>
    <message>
        <source>Ridge</source>
        <translation>Régularisation</translation>
    </message>
    <message>
        <source>Colour channels</source>
        <translation>Canaux de couleur</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Divided by</source>
        <translation>Divisé par</translation>
    </message>
    <message>
        <source>Contour lines</source>
        <translation>Lignes de niveau</translation>
    </message>
    <message>
        <source>Spotlight</source>
        <translation>Projecteur</translation>
    </message>
    <message>
        <source>Highest values only</source>
        <translation>Les plus hautes valeurs</translation>
    </message>
    <message>
        <source>For and against</source>
        <translation>Pour et contre</translation>
    </message>
    <message>
        <source>BGR, 0 to 1</source>
        <translation>BGR, 0 à 1</translation>
    </message>
    <message>
        <source>Pixel values assumed</source>
        <translation>Valeurs des pixels supposées</translation>
    </message>
    <message>
        <source>Pixel values assumed: {values}.</source>
        <translation>Valeurs des pixels supposées&#xa0;: {values}.</translation>
    </message>
    <message>
        <source>Pixel values assumed: {values}. The model&apos;s file does not say which it takes. Check them.</source>
        <translation>Valeurs des pixels supposées&#xa0;: {values}. Le fichier du modèle ne les précise pas. Vérifiez-les.</translation>
    </message>
    <message>
        <source>colour profile not applied</source>
        <translation>profil de couleur non appliqué</translation>
    </message>
    <message>
        <source>0 to 255</source>
        <translation>0 à 255</translation>
    </message>
    <message>
        <source>0 to 1</source>
        <translation>0 à 1</translation>
    </message>
    <message>
        <source>−1 to 1</source>
        <translation>−1 à 1</translation>
    </message>
    <message>
        <source>{layer} (use {number} of {count})</source>
        <translation>{layer} (utilisation {number} sur {count})</translation>
    </message>
    <message>
        <source>{layer} (sum of {count} uses)</source>
        <translation>{layer} (somme de {count} utilisations)</translation>
    </message>
    <message>
        <source>Please send me the whole model in one file, saved with: model.save(&quot;model.keras&quot;)</source>
        <translation>Pouvez-vous m’envoyer le modèle entier dans un seul fichier, enregistré avec&#xa0;: model.save(&quot;model.keras&quot;)</translation>
    </message>
    <message>
        <source>Please train the model, or run it once on an image. Then send me the whole model, saved with: model.save(&quot;model.keras&quot;)</source>
        <translation>Pouvez-vous entraîner le modèle, ou l’exécuter une fois sur une image, puis m’envoyer le modèle entier, enregistré avec&#xa0;: model.save(&quot;model.keras&quot;)</translation>
    </message>
    <message>
        <source>Please rebuild the model with standard Keras layers only, without Lambda or custom layers. Then send me the file saved with: model.save(&quot;model.keras&quot;), or the folder written by: model.export(&quot;model&quot;)</source>
        <translation>Pouvez-vous reconstruire le modèle avec les seules couches standard de Keras, sans Lambda ni couches personnalisées, puis m’envoyer le fichier enregistré avec&#xa0;: model.save(&quot;model.keras&quot;), ou le dossier écrit par&#xa0;: model.export(&quot;model&quot;)</translation>
    </message>
    <message>
        <source>Please send me only the network, which takes images as numbers and reads no files, saved with: model.save(&quot;model.keras&quot;)</source>
        <translation>Pouvez-vous m’envoyer seulement le réseau, qui prend les images sous forme de nombres et ne lit aucun fichier, enregistré avec&#xa0;: model.save(&quot;model.keras&quot;)</translation>
    </message>
    <message>
        <source>Please convert the model again so that it takes one image at a time, and send it to me.</source>
        <translation>Pouvez-vous convertir de nouveau le modèle pour qu’il prenne une image à la fois, et me l’envoyer&#xa0;?</translation>
    </message>
    <message>
        <source>Please send me the model as an ONNX file, written with: torch.onnx.export(model, torch.zeros(1, 3, 224, 224), &quot;model.onnx&quot;). Replace 224 by the model&apos;s image size.</source>
        <translation>Pouvez-vous m’envoyer le modèle au format ONNX, écrit avec&#xa0;: torch.onnx.export(model, torch.zeros(1, 3, 224, 224), &quot;model.onnx&quot;), en remplaçant 224 par la taille d’image du modèle&#xa0;?</translation>
    </message>
    <message>
        <source>Please send me the original model, before conversion: a Keras file (.keras or .h5), TensorFlow Lite (.tflite), a SavedModel folder or ONNX (.onnx).</source>
        <translation>Pouvez-vous m’envoyer le modèle d’origine, avant conversion&#xa0;: un fichier Keras (.keras ou .h5), TensorFlow Lite (.tflite), un dossier SavedModel ou ONNX (.onnx)&#xa0;?</translation>
    </message>
    <message>
        <source>Please send me the model as Keras (.keras or .h5), TensorFlow Lite (.tflite) or ONNX (.onnx) instead of a pickle.</source>
        <translation>Pouvez-vous m’envoyer le modèle au format Keras (.keras ou .h5), TensorFlow Lite (.tflite) ou ONNX (.onnx) plutôt qu’en pickle&#xa0;?</translation>
    </message>
    <message>
        <source>Please send me the whole model, including the TensorFlow Hub module: an ONNX file (.onnx), or the folder written by: tf.saved_model.save(model, &quot;model&quot;)</source>
        <translation>Pouvez-vous m’envoyer le modèle entier, module TensorFlow Hub compris&#xa0;: un fichier ONNX (.onnx), ou le dossier écrit par&#xa0;: tf.saved_model.save(model, &quot;model&quot;)</translation>
    </message>
    <message>
        <source>Message for its author: “{request}”</source>
        <translation>Message pour son auteur&#xa0;: «&#xa0;{request}&#xa0;»</translation>
    </message>
    <message>
        <source>Range of this image</source>
        <translation>Plage de cette image</translation>
    </message>
    <message>
        <source>Full range of the file type</source>
        <translation>Plage du type de fichier</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Vue</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Coupe</translation>
    </message>
    <message>
        <source>Black up to {low}, white from {high}.</source>
        <translation>Noir jusqu’à {low}, blanc à partir de {high}.</translation>
    </message>
    <message>
        <source>{size} mm per pixel</source>
        <translation>{size} mm par pixel</translation>
    </message>
    <message>
        <source>{wide} × {high} mm per pixel</source>
        <translation>{wide} × {high} mm par pixel</translation>
    </message>
    <message>
        <source>Cancelled. Nothing was changed.</source>
        <translation>Annulé. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>Not enough memory for this computation. Close other programs or use a smaller model.</source>
        <translation>Mémoire insuffisante pour ce calcul. Fermez d’autres programmes ou utilisez un modèle plus petit.</translation>
    </message>
    <message>
        <source>The computation failed. The previous map stays on screen. Try another layer, method or image.</source>
        <translation>Le calcul a échoué. La carte précédente reste affichée. Essayez une autre couche, méthode ou image.</translation>
    </message>
    <message>
        <source>The computing engine stopped unexpectedly and is restarting. Your work is safe.</source>
        <translation>Le moteur de calcul s’est arrêté de façon inattendue et redémarre. Votre travail est conservé.</translation>
    </message>
    <message>
        <source>The computing engine did not respond for {seconds} s and is restarting. Your work is safe.</source>
        <translation>Le moteur de calcul n’a pas répondu pendant {seconds}&#xa0;s et redémarre. Votre travail est conservé.</translation>
    </message>
    <message>
        <source>Another program or the system has suspended the computing engine. It is restarting, and your work is safe.</source>
        <translation>Un autre programme ou le système a suspendu le moteur de calcul. Il redémarre, et votre travail est intact.</translation>
    </message>
    <message>
        <source>The computing engine stopped more than {restarts} times in {minutes} minutes at this task, so it is not tried again for now. Everything else still works: choose another method, layer, image or model.</source>
        <translation>Le moteur de calcul s’est arrêté plus de {restarts} fois en {minutes} minutes sur cette tâche&#xa0;: elle n’est plus tentée pour le moment. Tout le reste fonctionne&#xa0;: choisissez une autre méthode, une autre couche, une autre image ou un autre modèle.</translation>
    </message>
    <message>
        <source>The computing engine stopped more than {restarts} times in {minutes} minutes with “{name}” open, so the model is not opened again by itself. Open another model, or choose a class or method to try this one again.</source>
        <translation>Le moteur de calcul s’est arrêté plus de {restarts} fois en {minutes} minutes avec «&#xa0;{name}&#xa0;» ouvert&#xa0;: le modèle n’est pas rouvert de lui-même. Ouvrez un autre modèle, ou choisissez une classe ou une méthode pour réessayer avec celui-ci.</translation>
    </message>
    <message>
        <source>The computing engine stopped more than {restarts} times in {minutes} minutes and was not restarted. Try another model or image.</source>
        <translation>Le moteur de calcul s’est arrêté plus de {restarts} fois en {minutes} minutes et n’a pas été redémarré. Essayez un autre modèle ou une autre image.</translation>
    </message>
    <message>
        <source>The graphics card is out of memory. Continue on the processor, which is slower but has more memory.</source>
        <translation>La mémoire de la carte graphique est saturée. Continuez avec le processeur, plus lent mais doté de plus de mémoire.</translation>
    </message>
    <message>
        <source>{name} was not downloaded: the server could not be reached. Check your connection. If you already have the weights file, drop it on the window.</source>
        <translation>{name} n’a pas été téléchargé&#xa0;: le serveur est injoignable. Vérifiez votre connexion. Si vous avez déjà le fichier de poids, déposez-le sur la fenêtre.</translation>
    </message>
    <message>
        <source>{name} was not downloaded: the server refused the request ({reason}). Try again later. If you already have the weights file, drop it on the window.</source>
        <translation>{name} n’a pas été téléchargé&#xa0;: le serveur a refusé la demande ({reason}). Réessayez plus tard. Si vous avez déjà le fichier de poids, déposez-le sur la fenêtre.</translation>
    </message>
    <message>
        <source>The download of {name} was interrupted, and nothing was saved. Check your connection and try again.</source>
        <translation>Le téléchargement de {name} a été interrompu, et rien n’a été enregistré. Vérifiez votre connexion et réessayez.</translation>
    </message>
    <message>
        <source>The file downloaded for {name} is not the one that Keras published, so it was deleted. Try again, if possible over another connection.</source>
        <translation>Le fichier téléchargé pour {name} n’est pas celui que Keras a publié&#xa0;: il a été supprimé. Réessayez, si possible par une autre connexion.</translation>
    </message>
    <message>
        <source>{name} was not downloaded: it needs {needed} MB, and {available} MB are free. Free some disk space and try again.</source>
        <translation>{name} n’a pas été téléchargé&#xa0;: il faut {needed}&#xa0;Mo, et {available}&#xa0;Mo sont libres. Libérez de l’espace disque et réessayez.</translation>
    </message>
    <message>
        <source>The weights could not be saved in the folder {folder} ({reason}). Allow writing there, or set the environment variable KERAS_HOME to another folder.</source>
        <translation>Les poids n’ont pas pu être enregistrés dans le dossier {folder} ({reason}). Autorisez l’écriture dans ce dossier, ou indiquez-en un autre dans la variable d’environnement KERAS_HOME.</translation>
    </message>
    <message>
        <source>“{name}” is the original image, which is never overwritten. Choose another name.</source>
        <translation>«&#xa0;{name}&#xa0;» est l’image d’origine, qui n’est jamais remplacée. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>“{name}” could not be saved ({reason}). Choose another folder or name, or free some disk space.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être enregistré ({reason}). Choisissez un autre dossier ou un autre nom, ou libérez de l’espace disque.</translation>
    </message>
    <message>
        <source>“{name}” does not end in a supported format. Use {formats}.</source>
        <translation>«&#xa0;{name}&#xa0;» ne se termine pas par un format pris en charge. Utilisez {formats}.</translation>
    </message>
    <message>
        <source>The image has changed and its heat map is still being computed. Wait for the map, then export again.</source>
        <translation>L’image a changé et sa carte de chaleur est en cours de calcul. Attendez la carte, puis exportez de nouveau.</translation>
    </message>
    <message>
        <source>The pane “{name}” has no map yet, so the comparison was not exported. Wait for the map, or clear “All panes” to export only the first pane.</source>
        <translation>Le volet «&#xa0;{name}&#xa0;» n’a pas encore de carte&#xa0;: la comparaison n’a pas été exportée. Attendez la carte, ou décochez «&#xa0;Tous les volets&#xa0;» pour n’exporter que le premier.</translation>
    </message>
    <message>
        <source>Pane {number} is empty, so the comparison was not exported. Choose what it shows, or clear “All panes” to export only the first pane.</source>
        <translation>Le volet {number} est vide&#xa0;: la comparaison n’a pas été exportée. Choisissez ce qu’il montre, ou décochez «&#xa0;Tous les volets&#xa0;» pour n’exporter que le premier.</translation>
    </message>
    <message>
        <source>These measures are of another map ({found}), not of the one to be saved ({expected}). Measure that map and save it again.</source>
        <translation>Ces mesures concernent une autre carte ({found}), et non celle à enregistrer ({expected}). Mesurez cette carte et enregistrez-la de nouveau.</translation>
    </message>
    <message>
        <source>The pane “{name}” has no map. {reason} The comparison was not exported. Choose something else for this pane, or clear “All panes” to export only the first pane.</source>
        <translation>Le volet «&#xa0;{name}&#xa0;» n’a pas de carte. {reason} La comparaison n’a pas été exportée. Choisissez autre chose pour ce volet, ou décochez «&#xa0;Tous les volets&#xa0;» pour n’exporter que le premier.</translation>
    </message>
    <message>
        <source>“{name}” has no record of how it was made. Choose an image exported by Saliscope. Other programs often remove the record when they save an image.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas de fiche disant comment elle a été faite. Choisissez une image exportée par Saliscope. D’autres programmes suppriment souvent la fiche en enregistrant une image.</translation>
    </message>
    <message>
        <source>The record in “{name}” cannot be read (at {found}). The file was changed or damaged. Use the original export.</source>
        <translation>La fiche contenue dans «&#xa0;{name}&#xa0;» est illisible (à {found}). Le fichier a été modifié ou endommagé. Utilisez l’export d’origine.</translation>
    </message>
    <message>
        <source>“{name}” was exported by a newer version of Saliscope (record format {found}; this version reads up to {known}). Update Saliscope to read it.</source>
        <translation>«&#xa0;{name}&#xa0;» a été exportée par une version plus récente de Saliscope (format de fiche {found}&#xa0;; cette version lit jusqu’à {known}). Mettez Saliscope à jour pour la lire.</translation>
    </message>
    <message>
        <source>“{name}” is not a Saliscope session, or is damaged. Nothing was changed. Open a file saved with File &gt; Save session.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas une session Saliscope, ou est endommagé. Rien n’a été modifié. Ouvrez un fichier enregistré par Fichier &gt; Enregistrer la session.</translation>
    </message>
    <message>
        <source>“{name}” was saved by a newer version of Saliscope (session format {found}; this version reads up to {known}). Nothing was changed. Update Saliscope to open it.</source>
        <translation>«&#xa0;{name}&#xa0;» a été enregistré par une version plus récente de Saliscope (format de session {found}&#xa0;; cette version lit jusqu’à {known}). Rien n’a été modifié. Mettez Saliscope à jour pour l’ouvrir.</translation>
    </message>
    <message>
        <source>The session “{name}” contains an invalid entry (“{found}”). Nothing was changed. Save the session again on the computer it came from.</source>
        <translation>La session «&#xa0;{name}&#xa0;» contient une entrée incorrecte («&#xa0;{found}&#xa0;»). Rien n’a été modifié. Enregistrez de nouveau la session sur l’ordinateur d’où elle vient.</translation>
    </message>
    <message>
        <source>“{name}” was changed since this window last read or saved it, and was not replaced. Save your session under another name, or replace the file.</source>
        <translation>«&#xa0;{name}&#xa0;» a été modifié depuis que cette fenêtre l’a lu ou enregistré, et n’a pas été remplacé. Enregistrez votre session sous un autre nom, ou remplacez le fichier.</translation>
    </message>
    <message>
        <source>“{name}” is {megabytes} MB; sessions can be up to {limit} MB. Nothing was changed. Save the session with fewer images.</source>
        <translation>«&#xa0;{name}&#xa0;» fait {megabytes}&#xa0;Mo&#xa0;; une session peut faire jusqu’à {limit}&#xa0;Mo. Rien n’a été modifié. Enregistrez la session avec moins d’images.</translation>
    </message>
    <message>
        <source>“{name}” is not a model that can be opened. Open a Keras file (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), TensorFlow.js (model.json), a frozen graph (.pb) or a SavedModel folder.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas un modèle pris en charge. Ouvrez un fichier Keras (.keras, .h5), TensorFlow Lite (.tflite), ONNX (.onnx), TensorFlow.js (model.json), un graphe figé (.pb) ou un dossier SavedModel.</translation>
    </message>
    <message>
        <source>“{name}” could not be opened as a model. The file may be damaged, or saved by a version that is too old or too new.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être ouvert comme modèle. Le fichier est peut-être endommagé, ou enregistré par une version trop ancienne ou trop récente.</translation>
    </message>
    <message>
        <source>“{name}” was saved before its first use. Its input size is missing, and it contains no trained weights.</source>
        <translation>«&#xa0;{name}&#xa0;» a été enregistré avant sa première utilisation. La taille d’entrée manque et le fichier ne contient aucun poids entraîné.</translation>
    </message>
    <message>
        <source>“{name}” is inconsistent: its layers and weights do not match (layer “{layer}”). The file may be damaged, or mixed from two models.</source>
        <translation>«&#xa0;{name}&#xa0;» est incohérent&#xa0;: ses couches et ses poids ne correspondent pas (couche «&#xa0;{layer}&#xa0;»). Le fichier est peut-être endommagé, ou mélange deux modèles.</translation>
    </message>
    <message>
        <source>“{name}” needs a TensorFlow Hub module that is not included: {part}. Download the module as a SavedModel and unpack it into a folder named “{folder}” next to “{name}”. Then open “{name}” again. Saliscope downloads nothing by itself.</source>
        <translation>«&#xa0;{name}&#xa0;» a besoin d’un module TensorFlow Hub absent du fichier&#xa0;: {part}. Téléchargez ce module au format SavedModel et décompressez-le dans un dossier «&#xa0;{folder}&#xa0;», à côté de «&#xa0;{name}&#xa0;». Rouvrez ensuite «&#xa0;{name}&#xa0;». Saliscope ne télécharge rien de lui-même.</translation>
    </message>
    <message>
        <source>“{name}” needs a TensorFlow Hub module ({part}, layer “{layer}”). The SavedModel next to it does not say clearly how this layer uses it. The answers could be wrong, so the model was not opened.</source>
        <translation>«&#xa0;{name}&#xa0;» a besoin d’un module TensorFlow Hub ({part}, couche «&#xa0;{layer}&#xa0;»). Le SavedModel voisin ne dit pas clairement comment cette couche l’utilise. Les réponses pourraient être fausses&#xa0;: le modèle n’a pas été ouvert.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. Its layer “{layer}” uses a setting that Keras no longer supports ({setting}). The answers would differ from the original model&apos;s.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Sa couche «&#xa0;{layer}&#xa0;» utilise un réglage que Keras ne prend plus en charge ({setting}). Les réponses différeraient de celles du modèle d’origine.</translation>
    </message>
    <message>
        <source>“{name}” does not take an image: its input is {found}. One number means rows of a table, two mean sound or another series. Open a model that classifies images.</source>
        <translation>«&#xa0;{name}&#xa0;» ne prend pas d’image&#xa0;: son entrée est {found}. Un seul nombre correspond aux lignes d’un tableau, deux à un son ou à une autre série. Ouvrez un modèle qui classe des images.</translation>
    </message>
    <message>
        <source>“{name}” takes images with {channels} channels. The limit is 32 channels. Open another model.</source>
        <translation>«&#xa0;{name}&#xa0;» prend des images de {channels} canaux. La limite est de 32 canaux. Ouvrez un autre modèle.</translation>
    </message>
    <message>
        <source>This model takes images with {expected} channels; this image has {found}. Open an image with exactly {expected} channels, such as a TIFF or a NumPy array (.npy), or open another model.</source>
        <translation>Ce modèle prend des images de {expected} canaux&#xa0;; celle-ci en a {found}. Ouvrez une image de {expected} canaux exactement, par exemple un TIFF ou un tableau NumPy (.npy), ou ouvrez un autre modèle.</translation>
    </message>
    <message>
        <source>This model&apos;s output is {found}. Expected: one score per class, a single value or a mask. Open an image classifier.</source>
        <translation>La sortie de ce modèle est {found}. Il faut un score par classe, une valeur unique ou un masque. Ouvrez un classifieur d’images.</translation>
    </message>
    <message>
        <source>“{name}” is empty. Download or copy the model again.</source>
        <translation>«&#xa0;{name}&#xa0;» est vide. Téléchargez ou copiez de nouveau le modèle.</translation>
    </message>
    <message>
        <source>The folder “{name}” contains no model: saved_model.pb or model.json is missing. Open the right folder, or the model file itself (.keras, .h5, .tflite or .onnx).</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» ne contient pas de modèle&#xa0;: saved_model.pb ou model.json manque. Ouvrez le bon dossier, ou le fichier du modèle (.keras, .h5, .tflite ou .onnx).</translation>
    </message>
    <message>
        <source>The folder “{name}” is empty. Open a model file (.keras, .h5, .tflite or .onnx) or a SavedModel folder.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» est vide. Ouvrez un fichier de modèle (.keras, .h5, .tflite ou .onnx) ou un dossier SavedModel.</translation>
    </message>
    <message>
        <source>“{name}” is a Git LFS pointer, a small text file in place of the model. Download the model from its web page, or run “git lfs pull”.</source>
        <translation>«&#xa0;{name}&#xa0;» est un pointeur Git LFS, un petit fichier texte qui remplace le modèle. Téléchargez le modèle depuis sa page web, ou exécutez «&#xa0;git lfs pull&#xa0;».</translation>
    </message>
    <message>
        <source>“{name}” is a web page saved under a model&apos;s name. The link probably led to a download page. Open it in a web browser and download the model from there.</source>
        <translation>«&#xa0;{name}&#xa0;» est une page web enregistrée sous le nom d’un modèle. Le lien menait sans doute à une page de téléchargement. Ouvrez-le dans un navigateur et téléchargez-y le modèle.</translation>
    </message>
    <message>
        <source>“{name}” is damaged or incomplete. Download or copy it again, and compare its size with the original.</source>
        <translation>«&#xa0;{name}&#xa0;» est endommagé ou incomplet. Téléchargez-le ou copiez-le de nouveau, et comparez sa taille avec celle de l’original.</translation>
    </message>
    <message>
        <source>“{name}” is a compressed archive. Unpack it and open the model inside: a .keras, .h5, .tflite or .onnx file, model.json, or the folder with saved_model.pb.</source>
        <translation>«&#xa0;{name}&#xa0;» est une archive compressée. Décompressez-la et ouvrez le modèle qu’elle contient&#xa0;: un fichier .keras, .h5, .tflite ou .onnx, model.json, ou le dossier avec saved_model.pb.</translation>
    </message>
    <message>
        <source>“{name}” contains only a model&apos;s weights, without its layers. If you have the matching model.json, put both files in the same folder.</source>
        <translation>«&#xa0;{name}&#xa0;» ne contient que les poids d’un modèle, sans ses couches. Si vous avez le fichier model.json correspondant, placez les deux dans le même dossier.</translation>
    </message>
    <message>
        <source>“{name}” contains only a model&apos;s layers, and no matching weights were found next to it. Put the weights file (.h5) in the same folder.</source>
        <translation>«&#xa0;{name}&#xa0;» ne contient que les couches d’un modèle, et aucun poids correspondant n’a été trouvé à côté. Placez le fichier de poids (.h5) dans le même dossier.</translation>
    </message>
    <message>
        <source>“{name}” contains only a model&apos;s layers. Several weights files next to it match: {found}. Open the weights file that you want.</source>
        <translation>«&#xa0;{name}&#xa0;» ne contient que les couches d’un modèle. Plusieurs fichiers de poids voisins correspondent&#xa0;: {found}. Ouvrez le fichier de poids voulu.</translation>
    </message>
    <message>
        <source>“{name}” is a TensorFlow.js model, and its weights file “{missing}” is missing. Download that file from the same place into the same folder.</source>
        <translation>«&#xa0;{name}&#xa0;» est un modèle TensorFlow.js, et son fichier de poids «&#xa0;{missing}&#xa0;» manque. Téléchargez ce fichier au même endroit, dans le même dossier.</translation>
    </message>
    <message>
        <source>“{name}” is a TensorFlow.js graph model, converted from another format. Open the original model instead. Only TensorFlow.js layers models can be opened.</source>
        <translation>«&#xa0;{name}&#xa0;» est un modèle TensorFlow.js de type graphe, converti depuis un autre format. Ouvrez plutôt le modèle d’origine. Seuls les modèles TensorFlow.js de type couches s’ouvrent.</translation>
    </message>
    <message>
        <source>“{name}” has the name of the weights of {model}, but different contents. Its checksum is {found}; expected: {expected}. Nothing was loaded. Download the weights from the list of models, or download the file again.</source>
        <translation>«&#xa0;{name}&#xa0;» porte le nom des poids de {model}, mais son contenu est différent. Son empreinte est {found} au lieu de {expected}. Rien n’a été chargé. Téléchargez les poids depuis la liste des modèles, ou téléchargez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>“{name}” is a Python pickle, as scikit-learn writes, which can run code when it is opened. It was not opened, and nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» est un fichier pickle de Python, comme en écrit scikit-learn, qui peut exécuter du code à l’ouverture. Il n’a pas été ouvert, et rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” is a PyTorch file, which can run code when it is opened. It was not opened, and nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» est un fichier PyTorch, qui peut exécuter du code à l’ouverture. Il n’a pas été ouvert, et rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” is a .safetensors file. It contains only a model&apos;s weights, without its layers.</source>
        <translation>«&#xa0;{name}&#xa0;» est un fichier .safetensors. Il ne contient que les poids d’un modèle, sans ses couches.</translation>
    </message>
    <message>
        <source>“{name}” is a Core ML model, which runs only on Apple systems. Open the model that it was converted from.</source>
        <translation>«&#xa0;{name}&#xa0;» est un modèle Core ML, qui ne fonctionne que sur les systèmes Apple. Ouvrez le modèle d’origine, avant conversion.</translation>
    </message>
    <message>
        <source>“{name}” is an OpenVINO model. Open the model that it was converted from.</source>
        <translation>«&#xa0;{name}&#xa0;» est un modèle OpenVINO. Ouvrez le modèle d’origine, avant conversion.</translation>
    </message>
    <message>
        <source>“{name}” is a SavedModel in text format, which cannot be opened. Open a folder with the file saved_model.pb.</source>
        <translation>«&#xa0;{name}&#xa0;» est un SavedModel au format texte, qui ne peut pas être ouvert. Ouvrez un dossier avec le fichier saved_model.pb.</translation>
    </message>
    <message>
        <source>“{name}” is a TensorFlow graph in text format, which cannot be opened. Ask its author for a frozen .pb file or a SavedModel.</source>
        <translation>«&#xa0;{name}&#xa0;» est un graphe TensorFlow au format texte, qui ne peut pas être ouvert. Demandez à son auteur un fichier .pb figé ou un SavedModel.</translation>
    </message>
    <message>
        <source>“{name}” is not frozen: the values of its variables are missing ({found}). Ask its author to freeze the graph with its weights, or for a SavedModel.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas figé&#xa0;: les valeurs de ses variables manquent ({found}). Demandez à son auteur de figer le graphe avec ses poids, ou un SavedModel.</translation>
    </message>
    <message>
        <source>“{name}” is a TensorFlow graph without an image input: {found}. Ask its author for a SavedModel, which states its inputs and outputs.</source>
        <translation>«&#xa0;{name}&#xa0;» est un graphe TensorFlow sans entrée pour une image&#xa0;: {found}. Demandez à son auteur un SavedModel, qui indique ses entrées et ses sorties.</translation>
    </message>
    <message>
        <source>“{name}” is the graph of a SavedModel without its folder. It must be named saved_model.pb and be next to the folder “variables”. Open the model&apos;s whole folder, or ask its author for it.</source>
        <translation>«&#xa0;{name}&#xa0;» est le graphe d’un SavedModel sans son dossier. Il doit s’appeler saved_model.pb et se trouver à côté du dossier «&#xa0;variables&#xa0;». Ouvrez le dossier complet du modèle, ou demandez-le à son auteur.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. It contains program code (layer “{layer}”, {part}) that could harm this computer. Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Il contient du code (couche «&#xa0;{layer}&#xa0;», {part}) qui pourrait nuire à cet ordinateur. Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it uses custom code (“{part}” in the layer “{layer}”). Only its author&apos;s program can run this code. Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: il utilise du code personnalisé («&#xa0;{part}&#xa0;» dans la couche «&#xa0;{layer}&#xa0;»). Seul le programme de son auteur peut l’exécuter. Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. Its operation “{operation}” (“{node}”) can access files, programs or the network. Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Son opération «&#xa0;{operation}&#xa0;» («&#xa0;{node}&#xa0;») peut accéder à des fichiers, à des programmes ou au réseau informatique. Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. Its operation “{operation}” (“{node}”) is not a standard TensorFlow calculation. Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Son opération «&#xa0;{operation}&#xa0;» («&#xa0;{node}&#xa0;») n’est pas un calcul standard de TensorFlow. Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. Its operation “{operation}” (“{node}”) has unsupported settings, or does not accept a single image. Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Son opération «&#xa0;{operation}&#xa0;» («&#xa0;{node}&#xa0;») a des réglages non pris en charge, ou n’accepte pas une image seule. Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. It takes exactly {pictures} images at a time; a model that takes one is needed.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Il prend exactement {pictures} images à la fois&#xa0;; il faut un modèle qui en prend une seule.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. A single step needs {needed} MB of memory for one image; the limit is {limit} MB. Nothing was run. Use a model for smaller images.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Une seule étape demande {needed}&#xa0;Mo de mémoire par image&#xa0;; la limite est de {limit}&#xa0;Mo. Rien n’a été exécuté. Utilisez un modèle pour des images plus petites.</translation>
    </message>
    <message>
        <source>“{name}” does not state what to run. Expected: one signature, such as “serving_default”, with numbers as input and output. Found: {found}.</source>
        <translation>«&#xa0;{name}&#xa0;» n’indique pas quoi exécuter. Il faut une seule signature, comme «&#xa0;serving_default&#xa0;», avec des nombres en entrée et en sortie. Trouvé&#xa0;: {found}.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it refers to another file (“{part}”). That file was not read.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: il fait référence à un autre fichier («&#xa0;{part}&#xa0;»). Ce fichier n’a pas été lu.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it contains content that Keras never writes ({found}). Nothing was run.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: il contient des éléments que Keras n’écrit jamais ({found}). Rien n’a été exécuté.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. It announces {declared} MB of data but contains only {stored} MB. The file is damaged or malicious. Nothing was unpacked.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Il annonce {declared}&#xa0;Mo de données mais n’en contient que {stored}&#xa0;Mo. Le fichier est endommagé ou malveillant. Rien n’a été décompressé.</translation>
    </message>
    <message>
        <source>“{name}” needs about {needed} MB of memory; {available} MB are available. Close other programs or open a smaller model.</source>
        <translation>«&#xa0;{name}&#xa0;» demande environ {needed}&#xa0;Mo de mémoire&#xa0;; {available}&#xa0;Mo sont disponibles. Fermez d’autres programmes ou ouvrez un modèle plus petit.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: the ONNX operation “{operation}” (“{node}”) is not supported. Nothing was run. Ask its author for the classifier alone, exported with torch.onnx.export(…) and standard layers, or for a .keras file or a SavedModel.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: l’opération ONNX «&#xa0;{operation}&#xa0;» («&#xa0;{node}&#xa0;») n’est pas prise en charge. Rien n’a été exécuté. Demandez à son auteur le classifieur seul, exporté avec torch.onnx.export(…) et des couches standard, ou un fichier .keras ou un SavedModel.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it uses the custom operation “{operation}” (“{node}”). Nothing was run. Ask its author to export the model without optimising it for one program.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: il utilise l’opération personnalisée «&#xa0;{operation}&#xa0;» («&#xa0;{node}&#xa0;»). Rien n’a été exécuté. Demandez à son auteur d’exporter le modèle sans l’optimiser pour un programme particulier.</translation>
    </message>
    <message>
        <source>“{name}” was not opened. It uses version {found} of the ONNX operators; versions {first} to {last} are supported. Ask its author to export it with opset_version=17.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert. Il utilise la version {found} des opérateurs ONNX&#xa0;; les versions {first} à {last} sont prises en charge. Demandez à son auteur de l’exporter avec opset_version=17.</translation>
    </message>
    <message>
        <source>“{name}” was not opened: it contains content that an ONNX classifier never has ({found}). Nothing was run. Ask its author to export it again with torch.onnx.export(…).</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas été ouvert&#xa0;: il contient des éléments absents de tout classifieur ONNX ({found}). Rien n’a été exécuté. Demandez à son auteur de l’exporter de nouveau avec torch.onnx.export(…).</translation>
    </message>
    <message>
        <source>“{name}” stores its weights in a second file, “{part}”, which is missing. Put both files in the same folder and open “{name}” again.</source>
        <translation>«&#xa0;{name}&#xa0;» garde ses poids dans un second fichier, «&#xa0;{part}&#xa0;», qui manque. Placez les deux fichiers dans le même dossier et rouvrez «&#xa0;{name}&#xa0;».</translation>
    </message>
    <message>
        <source>“{name}” could not be opened: the computing engine stopped while reading it. The previous model stays open. Download or copy the file again.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être ouvert&#xa0;: le moteur de calcul s’est arrêté pendant la lecture. Le modèle précédent reste ouvert. Téléchargez ou copiez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>“{name}” could not be read within {seconds} s. The file is probably damaged. Download or copy the model again.</source>
        <translation>«&#xa0;{name}&#xa0;» n’a pas pu être lu en {seconds}&#xa0;s. Le fichier est sans doute endommagé. Téléchargez ou copiez de nouveau le modèle.</translation>
    </message>
    <message>
        <source>“{name}” changed on disk after it was opened, so nothing was computed. Open the model again to use the new version.</source>
        <translation>«&#xa0;{name}&#xa0;» a changé sur le disque depuis son ouverture&#xa0;: rien n’a été calculé. Rouvrez le modèle pour utiliser la nouvelle version.</translation>
    </message>
    <message>
        <source>“{name}” is not a readable text file, or is larger than 1 MB. Save the class names as UTF-8 text.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas un fichier texte lisible, ou dépasse 1&#xa0;Mo. Enregistrez les noms de classes en texte UTF-8.</translation>
    </message>
    <message>
        <source>No class names were found in “{name}”. Use one name per line, a table or JSON. If the classes are numbered, use each number once, starting at 0 or 1.</source>
        <translation>Aucun nom de classe n’a été trouvé dans «&#xa0;{name}&#xa0;». Mettez un nom par ligne, un tableau ou du JSON. Si les classes sont numérotées, utilisez chaque numéro une seule fois, à partir de 0 ou de 1.</translation>
    </message>
    <message>
        <source>“{name}” contains {found} class names; the model has {classes} classes. The names were not changed. Choose a file with {classes} names.</source>
        <translation>«&#xa0;{name}&#xa0;» contient {found} noms de classes&#xa0;; le modèle a {classes} classes. Les noms n’ont pas été modifiés. Choisissez un fichier de {classes} noms.</translation>
    </message>
    <message>
        <source>No model is open. Use Model &gt; Open model…</source>
        <translation>Aucun modèle n’est ouvert. Utilisez Modèle &gt; Ouvrir un modèle…</translation>
    </message>
    <message>
        <source>This model has no layer “{layer}” with a height and a width. Choose a layer from the list.</source>
        <translation>Ce modèle n’a pas de couche «&#xa0;{layer}&#xa0;» avec une hauteur et une largeur. Choisissez une couche dans la liste.</translation>
    </message>
    <message>
        <source>This model has no layer with a height and a width, so methods that need a layer cannot be used. Choose another method, such as Occlusion.</source>
        <translation>Ce modèle n’a aucune couche avec une hauteur et une largeur&#xa0;: les méthodes qui en demandent une sont inutilisables. Choisissez une autre méthode, comme Occlusion.</translation>
    </message>
    <message>
        <source>This model has no output “{output}”. Use one of these names, or its number from 0: {names}.</source>
        <translation>Ce modèle n’a pas de sortie «&#xa0;{output}&#xa0;». Utilisez l’un de ces noms, ou son numéro à partir de 0&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>This model has no input “{input}”. Use one of these names, or its number from 0: {names}.</source>
        <translation>Ce modèle n’a pas d’entrée «&#xa0;{input}&#xa0;». Utilisez l’un de ces noms, ou son numéro à partir de 0&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>This model takes no second image at the input “{input}”. Use one of these inputs: {names}.</source>
        <translation>Ce modèle ne prend pas de deuxième image à l’entrée «&#xa0;{input}&#xa0;». Utilisez l’une de ces entrées&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>“{name}” takes only one image. Leave the second image out.</source>
        <translation>«&#xa0;{name}&#xa0;» ne prend qu’une image. Retirez la deuxième image.</translation>
    </message>
    <message>
        <source>The input “{input}” takes one image, but two were given. Leave one of them out.</source>
        <translation>L’entrée «&#xa0;{input}&#xa0;» prend une seule image, mais deux ont été données. Retirez l’une d’elles.</translation>
    </message>
    <message>
        <source>Two classes need a model with a single number as output; this model gives {classes} answers. Leave --two-classes out.</source>
        <translation>Pour deux classes, la sortie du modèle doit être un seul nombre&#xa0;; ce modèle donne {classes} réponses. Retirez --two-classes.</translation>
    </message>
    <message>
        <source>This model provides no gradients to the pixels, so methods that need them cannot be used. Choose a method that only runs the model, such as Occlusion.</source>
        <translation>Ce modèle ne fournit pas de gradients jusqu’aux pixels&#xa0;: les méthodes qui en demandent sont inutilisables. Choisissez une méthode qui exécute seulement le modèle, comme Occlusion.</translation>
    </message>
    <message>
        <source>The model has no class “{target}”. Check the name, or use a number: the {classes} classes are numbered from 0.</source>
        <translation>Le modèle n’a pas de classe «&#xa0;{target}&#xa0;». Vérifiez le nom, ou utilisez un numéro&#xa0;: les {classes} classes sont numérotées à partir de 0.</translation>
    </message>
    <message>
        <source>Several class names contain “{target}”: {names}… Use a whole name or its number.</source>
        <translation>Plusieurs noms de classes contiennent «&#xa0;{target}&#xa0;»&#xa0;: {names}… Utilisez un nom entier ou son numéro.</translation>
    </message>
    <message>
        <source>{method} has no option “{option}”. Use one of these: {names}.</source>
        <translation>{method} n’a pas d’option «&#xa0;{option}&#xa0;». Utilisez l’une de celles-ci&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>“{option}” cannot be {value}. Use a number from {low} to {high}, or the name of a choice.</source>
        <translation>«&#xa0;{option}&#xa0;» ne peut pas valoir {value}. Utilisez un nombre de {low} à {high}, ou le nom d’un choix.</translation>
    </message>
    <message>
        <source>There is no method “{method}”. Choose a method from the list.</source>
        <translation>Il n’y a pas de méthode «&#xa0;{method}&#xa0;». Choisissez une méthode dans la liste.</translation>
    </message>
    <message>
        <source>There is no measure “{measure}”. Choose from: {names}.</source>
        <translation>La mesure «&#xa0;{measure}&#xa0;» n’existe pas. Choisissez parmi&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>“{name}” is no map: an array of real numbers is expected, as numpy.save writes it to a .npy file. Save the map itself, not an archive or an object.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est pas une carte&#xa0;: un tableau de nombres réels est attendu, tel que numpy.save l’écrit dans un fichier .npy. Enregistrez la carte elle-même, et non une archive ou un objet.</translation>
    </message>
    <message>
        <source>“{name}” has the shape {shape}. A map has one value for each place: height × width. Take the sum or the mean of its channels first.</source>
        <translation>«&#xa0;{name}&#xa0;» a la forme {shape}. Une carte a une valeur par endroit&#xa0;: hauteur × largeur. Prenez d’abord la somme ou la moyenne de ses canaux.</translation>
    </message>
    <message>
        <source>The map “{name}” has values that are infinite or not numbers. Replace them first.</source>
        <translation>La carte «&#xa0;{name}&#xa0;» contient des valeurs infinies ou qui ne sont pas des nombres. Remplacez-les d’abord.</translation>
    </message>
    <message>
        <source>The map was not made of “{name}” with this model. Give the image, the model and the further images that it was made of.</source>
        <translation>La carte n’a pas été calculée pour «&#xa0;{name}&#xa0;» avec ce modèle. Indiquez l’image, le modèle et les autres images dont elle est issue.</translation>
    </message>
    <message>
        <source>The model&apos;s answer to this image is not a number, so it cannot be explained. Check the pixel values that the model expects.</source>
        <translation>La réponse du modèle à cette image n’est pas un nombre&#xa0;: elle ne peut pas être expliquée. Vérifiez les valeurs des pixels que le modèle attend.</translation>
    </message>
    <message>
        <source>Uniform opacity</source>
        <translation>Opacité uniforme</translation>
    </message>
    <message>
        <source>Added to the image</source>
        <translation>Ajoutée à l’image</translation>
    </message>
    <message>
        <source>Heat map only</source>
        <translation>Carte de chaleur seule</translation>
    </message>
    <message>
        <source>Shows the regions whose features raise the score.</source>
        <translation>Montre les zones dont les caractéristiques augmentent le score.</translation>
    </message>
    <message>
        <source>Shows the pixels to which the score is most sensitive.</source>
        <translation>Montre les pixels auxquels le score est le plus sensible.</translation>
    </message>
    <message>
        <source>Like Grad-CAM, but covers several objects of a class better.</source>
        <translation>Comme Grad-CAM, mais couvre mieux plusieurs objets d’une classe.</translation>
    </message>
    <message>
        <source>Shows what each place adds to the score.</source>
        <translation>Montre ce que chaque endroit apporte au score.</translation>
    </message>
    <message>
        <source>Shows the strongest pattern in the layer, whatever the class.</source>
        <translation>Montre le motif le plus fort de la couche, quelle que soit la classe.</translation>
    </message>
    <message>
        <source>Shows the features that alone keep the probability high.</source>
        <translation>Montre les caractéristiques qui suffisent à une probabilité élevée.</translation>
    </message>
    <message>
        <source>Shows the features whose removal lowers the score.</source>
        <translation>Montre les caractéristiques dont le retrait baisse le score.</translation>
    </message>
    <message>
        <source>Shows which pixels speak for and against the class.</source>
        <translation>Montre les pixels qui parlent pour ou contre la classe.</translation>
    </message>
    <message>
        <source>Like Saliency, averaged over noisy copies: less grainy.</source>
        <translation>Comme Saillance, en moyenne sur des copies bruitées&#xa0;: moins granuleuse.</translation>
    </message>
    <message>
        <source>Shows the mean squared sensitivity: strong pixels stand out.</source>
        <translation>Montre la sensibilité au carré&#xa0;: les pixels forts ressortent.</translation>
    </message>
    <message>
        <source>Shows where the sensitivity varies most between noisy copies.</source>
        <translation>Montre où la sensibilité varie le plus entre copies bruitées.</translation>
    </message>
    <message>
        <source>Shows how far the score falls when a patch is covered.</source>
        <translation>Montre de combien le score baisse quand un carré est masqué.</translation>
    </message>
    <message>
        <source>Shows which parts keep the probability high while visible.</source>
        <translation>Montre les parties qui, visibles, gardent la probabilité élevée.</translation>
    </message>
    <message>
        <source>Shows how much each cell makes the score vary.</source>
        <translation>Montre combien chaque cellule fait varier le score.</translation>
    </message>
    <message>
        <source>Shows on which cells the score depends.</source>
        <translation>Montre de quelles cellules le score dépend.</translation>
    </message>
    <message>
        <source>Shows what each region adds to the score, by a simple local model.</source>
        <translation>Montre ce que chaque région apporte au score, par un modèle local simple.</translation>
    </message>
    <message>
        <source>Cannot tell for from against; shows only where a small change would matter.</source>
        <translation>Ne distingue pas le pour du contre&#xa0;; montre seulement où un petit changement compterait.</translation>
    </message>
    <message>
        <source>Unstable where a channel&apos;s values cancel out; no detail finer than the layer&apos;s grid.</source>
        <translation>Instable où les valeurs d’un canal s’annulent&#xa0;; pas plus fine que la grille de la couche.</translation>
    </message>
    <message>
        <source>Cannot tell features that matter alone from those that matter only together.</source>
        <translation>Ne distingue pas ce qui compte seul de ce qui ne compte qu’ensemble.</translation>
    </message>
    <message>
        <source>Blind to the class: the map is the same for every class.</source>
        <translation>Aveugle à la classe&#xa0;: la carte est la même pour toutes les classes.</translation>
    </message>
    <message>
        <source>Misses features that only work together; masked images are unlike the training images.</source>
        <translation>Manque ce qui n’agit qu’ensemble&#xa0;; les images masquées ne ressemblent pas à celles de l’apprentissage.</translation>
    </message>
    <message>
        <source>Misses features that can replace each other: removing one changes little.</source>
        <translation>Manque ce qui peut se remplacer&#xa0;: en retirer un seul change peu.</translation>
    </message>
    <message>
        <source>Depends on the empty image it starts from; pixels that look like that image get nothing.</source>
        <translation>Dépend de l’image vide de départ&#xa0;; les pixels qui lui ressemblent n’obtiennent rien.</translation>
    </message>
    <message>
        <source>Cannot tell for from against; depends on the amount of noise.</source>
        <translation>Ne distingue pas le pour du contre&#xa0;; dépend de la quantité de bruit.</translation>
    </message>
    <message>
        <source>Cannot tell for from against; weak evidence disappears.</source>
        <translation>Ne distingue pas le pour du contre&#xa0;; les indices faibles disparaissent.</translation>
    </message>
    <message>
        <source>Misses steady evidence: where the sensitivity never varies, the map is empty.</source>
        <translation>Manque les indices stables&#xa0;: là où la sensibilité ne varie pas, la carte est vide.</translation>
    </message>
    <message>
        <source>Says little about the class: a model with random weights gives nearly the same map.</source>
        <translation>Dit peu de la classe&#xa0;: un modèle aux poids aléatoires donne presque la même carte.</translation>
    </message>
    <message>
        <source>Its detail says little about the class: random weights give nearly the same detail.</source>
        <translation>Son détail dit peu de la classe&#xa0;: des poids aléatoires donnent presque le même.</translation>
    </message>
    <message>
        <source>Misses parts that matter only together and are larger than the patch.</source>
        <translation>Manque les parties qui ne comptent qu’ensemble et dépassent le carré.</translation>
    </message>
    <message>
        <source>Cannot tell for from against; no detail finer than a cell.</source>
        <translation>Ne distingue pas le pour du contre&#xa0;; pas plus fin qu’une cellule.</translation>
    </message>
    <message>
        <source>No detail within a region; misses regions that matter only together.</source>
        <translation>Pas de détail dans une région&#xa0;; manque les régions qui ne comptent qu’ensemble.</translation>
    </message>
    <message>
        <source>No detail within a region; covered images are unlike the training images.</source>
        <translation>Pas de détail dans une région&#xa0;; les images masquées ne ressemblent pas à celles de l’apprentissage.</translation>
    </message>
    <message>
        <source>⚠ Blind to the class: the map is the same for every class.</source>
        <translation>⚠ Aveugle à la classe&#xa0;: la carte est la même pour toutes les classes.</translation>
    </message>
    <message>
        <source>⚠ Fails the sanity checks (Adebayo et al., 2018): random weights give nearly the same map.</source>
        <translation>⚠ Échoue aux contrôles de validité (Adebayo et al., 2018)&#xa0;: des poids aléatoires donnent presque la même carte.</translation>
    </message>
    <message>
        <source>Shows fine edges and textures within Grad-CAM&apos;s regions.</source>
        <translation>Montre les contours et textures fins dans les zones de Grad-CAM.</translation>
    </message>
    <message>
        <source>Divides the score among regions by Shapley values.</source>
        <translation>Répartit le score entre les régions par les valeurs de Shapley.</translation>
    </message>
    <message>
        <source>Shows no detail finer than the layer&apos;s grid, and nothing that speaks against the class.</source>
        <translation>Ne montre ni détail plus fin que la grille de la couche, ni ce qui parle contre la classe.</translation>
    </message>
    <message>
        <source>Shows no detail finer than the layer&apos;s grid; negative evidence makes its weights unreliable.</source>
        <translation>Pas de détail plus fin que la grille de la couche&#xa0;; des indices négatifs faussent ses poids.</translation>
    </message>
    <message>
        <source>Exact only before averaging and one dense layer; no detail finer than the layer&apos;s grid.</source>
        <translation>Exact seulement avant une moyenne et une couche dense&#xa0;; pas plus fin que la grille de la couche.</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>Rempli de</translation>
    </message>
    <message>
        <source>Largest gap</source>
        <translation>Écart maximal</translation>
    </message>
    <message>
        <source>Target error</source>
        <translation>Erreur visée</translation>
    </message>
    <message>
        <source>Patch size</source>
        <translation>Taille du carré</translation>
    </message>
    <message>
        <source>Cells per side</source>
        <translation>Cellules par côté</translation>
    </message>
    <message>
        <source>Visible share</source>
        <translation>Part visible</translation>
    </message>
    <message>
        <source>Draws</source>
        <translation>Tirages</translation>
    </message>
    <message>
        <source>Patch overlap</source>
        <translation>Recouvrement des carrés</translation>
    </message>
    <message>
        <source>As in the paper</source>
        <translation>Comme dans l’article</translation>
    </message>
    <message>
        <source>As in Quantus</source>
        <translation>Comme dans Quantus</translation>
    </message>
    <message>
        <source>As in Xplique</source>
        <translation>Comme dans Xplique</translation>
    </message>
    <message>
        <source>As in tf-keras-vis</source>
        <translation>Comme dans tf-keras-vis</translation>
    </message>
    <message>
        <source>As in pytorch-grad-cam</source>
        <translation>Comme dans pytorch-grad-cam</translation>
    </message>
    <message>
        <source>As in tf-explain</source>
        <translation>Comme dans tf-explain</translation>
    </message>
    <message>
        <source>Strongest</source>
        <translation>Le plus fort</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Somme</translation>
    </message>
    <message>
        <source>Middle of each step</source>
        <translation>Milieu de chaque pas</translation>
    </message>
    <message>
        <source>Trapezoids</source>
        <translation>Trapèzes</translation>
    </message>
    <message>
        <source>Gauss–Legendre</source>
        <translation>Gauss–Legendre</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Adaptative</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Équilibrés</translation>
    </message>
    <message>
        <source>Expected visibility</source>
        <translation>Visibilité attendue</translation>
    </message>
    <message>
        <source>Actual visibility</source>
        <translation>Visibilité réelle</translation>
    </message>
    <message>
        <source>The model&apos;s zero</source>
        <translation>Zéro du modèle</translation>
    </message>
    <message>
        <source>Black</source>
        <translation>Noir</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>Gris</translation>
    </message>
    <message>
        <source>White</source>
        <translation>Blanc</translation>
    </message>
    <message>
        <source>Blurred image</source>
        <translation>Image floue</translation>
    </message>
    <message>
        <source>Nothing in the image changes the score of “{label}”: the map is zero everywhere.</source>
        <translation>Rien dans l’image ne change le score de «&#xa0;{label}&#xa0;»&#xa0;: la carte est nulle partout.</translation>
    </message>
    <message>
        <source>Standard error: {share} ({error}).</source>
        <translation>Erreur type&#xa0;: {share} ({error}).</translation>
    </message>
    <message>
        <source>Target error reached after {done} of {count} samples.</source>
        <translation>Erreur visée atteinte après {done} échantillons sur {count}.</translation>
    </message>
    <message>
        <source>evidence, score units</source>
        <translation>indices, unités du score</translation>
    </message>
    <message>
        <source>evidence, units of the value</source>
        <translation>indices, unités de la valeur</translation>
    </message>
    <message>
        <source>evidence, probability units</source>
        <translation>indices, unités de probabilité</translation>
    </message>
    <message>
        <source>No evidence for “{label}” in this layer: the map is zero everywhere.</source>
        <translation>Aucun indice pour «&#xa0;{label}&#xa0;» dans cette couche&#xa0;: la carte est nulle partout.</translation>
    </message>
    <message>
        <source>Only ReLU layers are guided. This model also uses {kinds}, which are not guided.</source>
        <translation>Seules les couches ReLU sont guidées. Ce modèle utilise aussi {kinds}, qui ne le sont pas.</translation>
    </message>
    <message>
        <source>intensity, units of the layer&apos;s features</source>
        <translation>intensité, unités de la couche</translation>
    </message>
    <message>
        <source>share of the score&apos;s variation</source>
        <translation>part de la variation du score</translation>
    </message>
    <message>
        <source>dependence, no unit</source>
        <translation>dépendance, sans unité</translation>
    </message>
    <message>
        <source>sensitivity, squared</source>
        <translation>sensibilité au carré</translation>
    </message>
    <message>
        <source>For the class only</source>
        <translation>Pour la classe</translation>
    </message>
    <message>
        <source>Against the class only</source>
        <translation>Contre la classe seulement</translation>
    </message>
    <message>
        <source>Either way (absolute value)</source>
        <translation>Dans les deux sens (valeur absolue)</translation>
    </message>
    <message>
        <source>Stretch</source>
        <translation>Étirer</translation>
    </message>
    <message>
        <source>Stretches the whole image to {width} × {height} pixels.</source>
        <translation>Étire toute l’image à {width} × {height} pixels.</translation>
    </message>
    <message>
        <source>Fit with margins</source>
        <translation>Adapter avec marges</translation>
    </message>
    <message>
        <source>Fits the whole image into {width} × {height} pixels, with grey margins.</source>
        <translation>Place toute l’image dans {width} × {height} pixels, avec des marges grises.</translation>
    </message>
    <message>
        <source>Centre crop</source>
        <translation>Rogner au centre</translation>
    </message>
    <message>
        <source>Uses only the centre, {width} × {height} pixels. The model does not see the rest.</source>
        <translation>N’utilise que le centre, {width} × {height} pixels. Le modèle ne voit pas le reste.</translation>
    </message>
    <message>
        <source>BGR, minus mean</source>
        <translation>BGR moins moyenne</translation>
    </message>
    <message>
        <source>BGR, 0 to 255</source>
        <translation>BGR, 0 à 255</translation>
    </message>
    <message>
        <source>RGB, standardised</source>
        <translation>RGB normalisé</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Selon le fichier</translation>
    </message>
    <message>
        <source>Without extremes</source>
        <translation>Sans les extrêmes</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Poumon</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Os</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Tissus mous</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Cerveau</translation>
    </message>
    <message>
        <source>class {number}</source>
        <translation>classe {number}</translation>
    </message>
    <message>
        <source>Graded opacity</source>
        <translation>Opacité graduée</translation>
    </message>
    <message>
        <source>{share} have the true class among the first five answers</source>
        <translation>Pour {share}, la classe réelle est parmi les cinq premières réponses</translation>
    </message>
    <message>
        <source>Area under the ROC curve (AUC) {auc}: how often an image of “{one}” gets a higher probability of it than an image of “{other}”</source>
        <translation>Aire sous la courbe ROC (AUC) {auc}&#xa0;: combien de fois une image de «&#xa0;{one}&#xa0;» reçoit pour cette classe une probabilité plus élevée qu’une image de «&#xa0;{other}&#xa0;»</translation>
    </message>
    <message>
        <source>No calibration: this model’s answers are no probabilities</source>
        <translation>Pas de calibration&#xa0;: les réponses de ce modèle ne sont pas des probabilités</translation>
    </message>
    <message>
        <source>As if every class had the same number of images: recall {recall} on average (balanced accuracy), F1 {f1} on average (macro F1)</source>
        <translation>Comme si chaque classe avait autant d’images&#xa0;: rappel moyen {recall} (exactitude équilibrée), F1 moyen {f1} (F1 macro)</translation>
    </message>
    <message>
        <source>Each bar is a bin of probabilities, and its height how often these answers are right. Bars below the diagonal: the model is surer than it should be. Bars above it: it could be surer.</source>
        <translation>Chaque barre est un intervalle de probabilités, et sa hauteur la part de réponses justes. Barres sous la diagonale&#xa0;: le modèle est plus sûr de lui qu’il ne devrait. Barres au-dessus&#xa0;: il pourrait l’être davantage.</translation>
    </message>
    <message>
        <source>{truth} answered as {answer}</source>
        <translation>{truth} pris pour {answer}</translation>
    </message>
    <message>
        <source>{truth} answered as {answer}, {probability}</source>
        <translation>{truth} pris pour {answer}, {probability}</translation>
    </message>
    <message>
        <source>Evidence at the border</source>
        <translation>Indices au bord</translation>
    </message>
    <message>
        <source>Evidence in one corner</source>
        <translation>Indices dans un coin</translation>
    </message>
    <message>
        <source>{share} right: {right} of {count} with a true class</source>
        <translation>{share} de réponses justes&#xa0;: {right} sur {count} ayant une classe réelle</translation>
    </message>
    <message>
        <source>If these images are a random sample of those that the model is meant for, its accuracy there is between {low} and {high} (95 % confidence interval after Wilson).</source>
        <translation>Si ces images sont un échantillon tiré au hasard parmi celles auxquelles le modèle est destiné, son exactitude sur celles-ci est comprise entre {low} et {high} (intervalle de confiance à 95&#xa0;% selon Wilson).</translation>
    </message>
    <message>
        <source>With so few images that says little.</source>
        <translation>Avec si peu d’images, cela dit peu de chose.</translation>
    </message>
    <message>
        <source>This model says of each class by itself whether it is there, and may find several in an image. Right means that the class with the highest probability is the true class; what else the model finds is not judged.</source>
        <translation>Ce modèle dit pour chaque classe, séparément, si elle est présente, et peut en trouver plusieurs dans une image. Juste signifie que la classe de plus haute probabilité est la classe réelle&#xa0;; ce que le modèle trouve d’autre n’est pas jugé.</translation>
    </message>
    <message>
        <source>This model answers for every pixel. Its answer for an image is the class with the highest mean over it.</source>
        <translation>Ce modèle répond pour chaque pixel. Sa réponse pour une image est la classe dont la moyenne sur l’image est la plus haute.</translation>
    </message>
    <message>
        <source>Expected calibration error {error}: probabilities lie this far, on average, from how often the answers are right (15 bins of equal width). Exactly right probabilities would have about {chance}, by chance</source>
        <translation>Erreur de calibration attendue {error}&#xa0;: écart moyen entre les probabilités et la part de réponses justes (15 intervalles de même largeur). Des probabilités exactement justes auraient environ {chance}, par hasard</translation>
    </message>
    <message>
        <source>What stands out in the map lies mostly at the border. This may be a stamp, a ruler or a watermark, or simply an object at the edge.</source>
        <translation>Ce qui ressort de la carte se trouve surtout au bord. Ce peut être un tampon, une règle ou un filigrane, ou simplement un objet au bord.</translation>
    </message>
    <message>
        <source>What stands out in the map lies mostly in one corner. This may be a date, a logo or a stamp, or simply where the object is.</source>
        <translation>Ce qui ressort de la carte se trouve surtout dans un coin. Ce peut être une date, un logo ou un tampon, ou simplement l’endroit où est l’objet.</translation>
    </message>
    <message>
        <source>Maps that look alike</source>
        <translation>Cartes qui se ressemblent</translation>
    </message>
    <message>
        <source>The images differ, but the maps of their class are nearly the same. The model may look at a fixed place, whatever it shows; or the images are all framed alike.</source>
        <translation>Les images diffèrent, mais les cartes de leur classe sont presque les mêmes. Le modèle regarde peut-être un endroit fixe, quoi qu’il montre&#xa0;; ou toutes les images sont cadrées de la même façon.</translation>
    </message>
    <message>
        <source>Map unlike those of its class</source>
        <translation>Carte différente de sa classe</translation>
    </message>
    <message>
        <source>The map is least like the mean map of its class. The model may have used something else here, or the view is merely unusual. It does not mean that the answer is wrong.</source>
        <translation>La carte est celle qui ressemble le moins à la carte moyenne de sa classe. Le modèle a peut-être utilisé autre chose ici, ou la vue est simplement inhabituelle. Cela ne veut pas dire que la réponse est fausse.</translation>
    </message>
    <message>
        <source>Near-duplicates</source>
        <translation>Quasi-doublons</translation>
    </message>
    <message>
        <source>These images are nearly the same, so they count several times in every figure. That is a matter of the folder, not of the model.</source>
        <translation>Ces images sont presque les mêmes&#xa0;: elles comptent donc plusieurs fois dans chaque chiffre. C’est une affaire de dossier, non de modèle.</translation>
    </message>
    <message>
        <source>No evidence</source>
        <translation>Aucun indice</translation>
    </message>
    <message>
        <source>The method found nothing that speaks for the class, so the map is empty. The answer may still be right.</source>
        <translation>La méthode n’a rien trouvé qui parle pour la classe&#xa0;: la carte est donc vide. La réponse peut être juste malgré tout.</translation>
    </message>
    <message>
        <source>{share} of the evidence there; if it were even: {even}</source>
        <translation>{share} des indices s’y trouvent&#xa0;; s’ils étaient uniformes&#xa0;: {even}</translation>
    </message>
    <message>
        <source>correlation with the mean map of its class: {value}</source>
        <translation>corrélation avec la carte moyenne de sa classe&#xa0;: {value}</translation>
    </message>
    <message>
        <source>mean correlation of the class’s maps: {value}</source>
        <translation>corrélation moyenne des cartes de la classe&#xa0;: {value}</translation>
    </message>
    <message>
        <source>nearly the same as {names}</source>
        <translation>presque la même que {names}</translation>
    </message>
    <message>
        <source>the same as {names}</source>
        <translation>la même que {names}</translation>
    </message>
    <message>
        <source>empty map</source>
        <translation>carte vide</translation>
    </message>
    <message>
        <source>too few images to compare</source>
        <translation>trop peu d’images à comparer</translation>
    </message>
    <message>
        <source>correlation of its maps: {value}</source>
        <translation>corrélation des cartes&#xa0;: {value}</translation>
    </message>
    <message>
        <source>A figure means something only beside the centre of the image: objects are often in the middle, and a blob there hits them without looking. Only how far a figure lies above that of the centre says something about the model.</source>
        <translation>Un chiffre n’a de sens qu’à côté du centre de l’image&#xa0;: les objets sont souvent au milieu, et une tache placée là les touche sans regarder. Seul l’écart entre un chiffre et celui du centre dit quelque chose du modèle.</translation>
    </message>
    <message>
        <source>Pointing game: how often the highest point of the map lies on the object</source>
        <translation>Jeu du pointage&#xa0;: part des cartes dont le point le plus haut est sur l’objet</translation>
    </message>
    <message>
        <source>Energy inside: the share of the evidence that lies on the object</source>
        <translation>Énergie à l’intérieur&#xa0;: part des indices qui sont sur l’objet</translation>
    </message>
    <message>
        <source>Intersection over union (IoU): how well the object is covered by the part of the map above {threshold} of its highest value</source>
        <translation>Intersection sur union (IoU)&#xa0;: recouvrement de l’objet par la partie de la carte au-dessus de {threshold} de sa valeur maximale</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>moins d’une minute</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>environ {minutes} min</translation>
    </message>
    <message>
        <source>about {hours} h {minutes} min</source>
        <translation>environ {hours} h {minutes} min</translation>
    </message>
    <message>
        <source>“{name}” cannot be read as a table of true classes. Use a CSV file with an image and its class on each line.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être lu comme un tableau de classes réelles. Utilisez un fichier CSV avec une image et sa classe sur chaque ligne.</translation>
    </message>
    <message>
        <source>“{name}” names no class for any image of this folder. Its lines need the file name of an image and its class, such as “dog/01.jpg, dog”.</source>
        <translation>«&#xa0;{name}&#xa0;» ne donne de classe à aucune image de ce dossier. Chaque ligne doit contenir le nom de fichier d’une image et sa classe, par exemple «&#xa0;chien/01.jpg, chien&#xa0;».</translation>
    </message>
    <message>
        <source>“{name}” gives “{image}” two classes, “{one}” and “{other}”. No true class was taken from it. Keep one line for each image, then choose the file again.</source>
        <translation>«&#xa0;{name}&#xa0;» donne deux classes à «&#xa0;{image}&#xa0;», «&#xa0;{one}&#xa0;» et «&#xa0;{other}&#xa0;». Aucune classe réelle n’en a été reprise. Gardez une seule ligne par image, puis choisissez à nouveau le fichier.</translation>
    </message>
    <message>
        <source>“{name}” cannot be read. Check that the file exists, that you may read it and that it is not too large.</source>
        <translation>«&#xa0;{name}&#xa0;» ne peut pas être lu. Vérifiez que le fichier existe, que vous avez le droit de le lire et qu’il n’est pas trop grand.</translation>
    </message>
    <message>
        <source>“{name}” is in none of the formats for boxes and masks. Choose a COCO JSON file, or a folder with Pascal VOC XML files, labelme JSON files or PNG masks.</source>
        <translation>«&#xa0;{name}&#xa0;» n’est dans aucun des formats de cadres et de masques. Choisissez un fichier COCO JSON, ou un dossier de fichiers XML Pascal VOC, de fichiers JSON labelme ou de masques PNG.</translation>
    </message>
    <message>
        <source>“{name}” contains an invalid entry (“{found}”). No boxes or masks were taken from it. Save the file again with the program that made it.</source>
        <translation>«&#xa0;{name}&#xa0;» contient une entrée non valide («&#xa0;{found}&#xa0;»). Aucun cadre ni masque n’en a été repris. Enregistrez à nouveau le fichier avec le programme qui l’a créé.</translation>
    </message>
    <message>
        <source>“{name}” has no box or mask for any image of this folder. The file names in it must be those of the images.</source>
        <translation>«&#xa0;{name}&#xa0;» ne contient de cadre ou de masque pour aucune image de ce dossier. Les noms de fichiers qu’il contient doivent être ceux des images.</translation>
    </message>
    <message>
        <source>The mask “{name}” cannot be read, or is not of the size of its image. Save it as a PNG that is black where the object is not.</source>
        <translation>Le masque «&#xa0;{name}&#xa0;» ne peut pas être lu, ou n’a pas la taille de son image. Enregistrez-le en PNG, noir là où l’objet n’est pas.</translation>
    </message>
    <message>
        <source>Computing on several computers needs the package {package}. Install Saliscope with the extra “{extra}”; the packaged program does not have it.</source>
        <translation>Pour calculer sur plusieurs ordinateurs, il faut le paquet {package}. Installez Saliscope avec l’extra «&#xa0;{extra}&#xa0;»&#xa0;; le programme empaqueté ne l’a pas.</translation>
    </message>
    <message>
        <source>“{address}” is not the address of a scheduler. Give the computer and the port, as in tls://server.example:8786.</source>
        <translation>«&#xa0;{address}&#xa0;» n’est pas l’adresse d’un ordonnanceur. Indiquez l’ordinateur et le port, comme dans tls://serveur.example:8786.</translation>
    </message>
    <message>
        <source>The address {address} and the options for encryption do not fit together. An address with tls:// needs --tls-ca, --tls-cert and --tls-key; one with tcp:// takes none of them.</source>
        <translation>L’adresse {address} et les options de chiffrement ne vont pas ensemble. Une adresse en tls:// demande --tls-ca, --tls-cert et --tls-key&#xa0;; une adresse en tcp:// n’en prend aucune.</translation>
    </message>
    <message>
        <source>The certificates cannot be used ({names}): {reason}. Files in PEM format are needed, a certificate with its own key, and a key without a password.</source>
        <translation>Les certificats sont inutilisables ({names})&#xa0;: {reason}. Il faut des fichiers au format PEM, un certificat avec sa propre clé, et une clé sans mot de passe.</translation>
    </message>
    <message>
        <source>{address} is another computer, and the connection would not be encrypted: anybody on the network could read the images and run programs on the workers. Use tls:// with certificates, or --no-tls on a network that only people you trust can reach.</source>
        <translation>{address} est un autre ordinateur, et la connexion ne serait pas chiffrée&#xa0;: n’importe qui sur le réseau pourrait lire les images et lancer des programmes sur les ordinateurs de calcul. Utilisez tls:// avec des certificats, ou --no-tls sur un réseau accessible aux seules personnes de confiance.</translation>
    </message>
    <message>
        <source>The scheduler {address} does not answer. Nothing that is done is lost. Check that it runs, that the address is right and that both sides use the same encryption, then continue.</source>
        <translation>L’ordonnanceur {address} ne répond pas. Rien de ce qui est fait n’est perdu. Vérifiez qu’il tourne, que l’adresse est juste et que les deux côtés utilisent le même chiffrement, puis continuez.</translation>
    </message>
    <message>
        <source>The scheduler {address} has had no worker for {seconds} s. Nothing that is done is lost. Start a worker, then continue.</source>
        <translation>L’ordonnanceur {address} n’a plus aucun ordinateur de calcul depuis {seconds} s. Rien de ce qui est fait n’est perdu. Démarrez-en un, puis continuez.</translation>
    </message>
    <message>
        <source>A worker has Saliscope {found}, this program is {expected}. Install the same version everywhere, so that all results are comparable.</source>
        <translation>Un ordinateur de calcul a Saliscope {found}, ce programme est en version {expected}. Installez la même version partout, pour que tous les résultats soient comparables.</translation>
    </message>
    <message>
        <source>A worker may not start the process in which models are inspected. Start it with --no-nanny, or with DASK_DISTRIBUTED__WORKER__DAEMON=False in its environment.</source>
        <translation>Un ordinateur de calcul n’a pas le droit de lancer le processus où les modèles sont examinés. Démarrez-le avec --no-nanny, ou avec DASK_DISTRIBUTED__WORKER__DAEMON=False dans son environnement.</translation>
    </message>
    <message>
        <source>The workers do not have the model “{name}”, and it cannot be sent to them: it consists of several files, is larger than {limit} MB, or was changed since the batch began. Put the same files at {path} on every worker.</source>
        <translation>Les ordinateurs de calcul n’ont pas le modèle «&#xa0;{name}&#xa0;», et il ne peut pas leur être envoyé&#xa0;: il se compose de plusieurs fichiers, dépasse {limit} Mo ou a changé depuis le début du lot. Placez les mêmes fichiers à {path} sur chacun d’eux.</translation>
    </message>
    <message>
        <source>{times} workers ended while they computed “{name}”, so it was given up. The image may be damaged, or too large for the workers’ memory. Try it alone on this computer.</source>
        <translation>{times} ordinateurs de calcul se sont arrêtés pendant le calcul de «&#xa0;{name}&#xa0;», qui a donc été abandonnée. L’image est peut-être endommagée, ou trop grande pour leur mémoire. Essayez-la seule sur cet ordinateur.</translation>
    </message>
    <message>
        <source>A worker’s answer for “{name}” is not what was asked ({found}), and was not kept. Check that every worker has the same version of Saliscope and can be trusted, then continue.</source>
        <translation>La réponse d’un ordinateur de calcul pour «&#xa0;{name}&#xa0;» n’est pas ce qui était demandé ({found}) et n’a pas été gardée. Vérifiez que tous ont la même version de Saliscope et sont dignes de confiance, puis continuez.</translation>
    </message>
    <message>
        <source>A worker failed. Nothing that is done is lost. Check that the scheduler and all workers have the same version of Saliscope and of its packages, then continue.</source>
        <translation>Un ordinateur de calcul a échoué. Rien de ce qui est fait n’est perdu. Vérifiez que l’ordonnanceur et tous les ordinateurs de calcul ont la même version de Saliscope et de ses paquets, puis continuez.</translation>
    </message>
    <message>
        <source>The folder “{name}” has no results of a batch. Choose the run folder that a batch was saved in.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» ne contient aucun résultat de lot. Choisissez le dossier de résultats dans lequel un lot a été enregistré.</translation>
    </message>
    <message>
        <source>The folder “{name}” contains other files, so the batch was not started. Choose an empty or a new folder for the results.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» contient d’autres fichiers, le lot n’a donc pas été lancé. Choisissez un dossier vide ou un nouveau dossier pour les résultats.</translation>
    </message>
    <message>
        <source>The images are in “{name}”, so no results are saved there. Choose another folder for the results, or a new one inside the folder of the images.</source>
        <translation>Les images sont dans «&#xa0;{name}&#xa0;»&#xa0;: aucun résultat n’y est donc enregistré. Choisissez un autre dossier pour les résultats, ou un nouveau dans celui des images.</translation>
    </message>
    <message>
        <source>The folder “{name}” already has the results of a batch. Add --resume to go on with it, or choose another folder.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» contient déjà les résultats d’un lot. Ajoutez --resume pour le continuer, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The results in “{name}” were made with another model (“{model}”). Nothing was changed. Open that model to go on, or choose another folder.</source>
        <translation>Les résultats de «&#xa0;{name}&#xa0;» viennent d’un autre modèle («&#xa0;{model}&#xa0;»). Rien n’a été modifié. Ouvrez ce modèle pour continuer, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The results in “{name}” cannot be read (at {found}): the file “run.sqlite” was damaged, or it is not from Saliscope. Nothing was changed. Restore the folder from a backup, or run the batch again in another folder.</source>
        <translation>Les résultats de «&#xa0;{name}&#xa0;» ne peuvent pas être lus (à {found})&#xa0;: le fichier «&#xa0;run.sqlite&#xa0;» a été endommagé, ou ne vient pas de Saliscope. Rien n’a été modifié. Restaurez le dossier depuis une sauvegarde, ou relancez le lot dans un autre dossier.</translation>
    </message>
    <message>
        <source>The results in “{name}” were saved by a newer version of Saliscope (format {found}; this version reads up to {known}). Nothing was changed. Update Saliscope to open them.</source>
        <translation>Les résultats de «&#xa0;{name}&#xa0;» ont été enregistrés par une version plus récente de Saliscope (format {found}&#xa0;; cette version lit jusqu’à {known}). Rien n’a été modifié. Mettez Saliscope à jour pour les ouvrir.</translation>
    </message>
    <message>
        <source>The run folder “{name}” is in use by another batch or another window of Saliscope. Close it there, then try again.</source>
        <translation>Le dossier de résultats «&#xa0;{name}&#xa0;» est utilisé par un autre lot ou une autre fenêtre de Saliscope. Fermez-le là-bas, puis réessayez.</translation>
    </message>
    <message>
        <source>The disk of “{name}” is full, so the batch is paused. Nothing was lost. Free some disk space, then go on.</source>
        <translation>Le disque de «&#xa0;{name}&#xa0;» est plein, le lot est donc en pause. Rien n’a été perdu. Libérez de l’espace disque, puis continuez.</translation>
    </message>
    <message>
        <source>The results could not be saved in “{name}” ({reason}). Nothing that was saved is lost. Check that the disk is connected and that you may write to the folder, then go on.</source>
        <translation>Les résultats n’ont pas pu être enregistrés dans «&#xa0;{name}&#xa0;» ({reason}). Rien de ce qui était enregistré n’est perdu. Vérifiez que le disque est connecté et que vous pouvez écrire dans le dossier, puis continuez.</translation>
    </message>
    <message>
        <source>The folder of images “{name}” was not found. Connect its disk, or say where the folder is now; the results stay as they are.</source>
        <translation>Le dossier d’images «&#xa0;{name}&#xa0;» est introuvable. Connectez son disque, ou indiquez où se trouve maintenant ce dossier&#xa0;; les résultats restent tels quels.</translation>
    </message>
    <message>
        <source>No report of “{name}” could be written: the process that writes it ended too early. The results are unharmed. Close other programs to free memory, then try again.</source>
        <translation>Aucun rapport de «&#xa0;{name}&#xa0;» n’a pu être rédigé&#xa0;: le processus qui l’écrit s’est arrêté trop tôt. Les résultats sont intacts. Fermez d’autres programmes pour libérer de la mémoire, puis réessayez.</translation>
    </message>
    <message>
        <source>The folder “{name}” and its subfolders contain no images that can be opened. Choose the folder that contains the images.</source>
        <translation>Le dossier «&#xa0;{name}&#xa0;» et ses sous-dossiers ne contiennent aucune image pouvant être ouverte. Choisissez le dossier qui contient les images.</translation>
    </message>
    <message>
        <source>Looking for images in “{name}”…</source>
        <translation>Recherche d’images dans «&#xa0;{name}&#xa0;»…</translation>
    </message>
    <message>
        <source>Images: {total}, still to be explained: {left}</source>
        <translation>Images&#xa0;: {total}, encore à expliquer&#xa0;: {left}</translation>
    </message>
    <message>
        <source>{finished} of {total}, refused: {refused}</source>
        <translation>{finished} sur {total}, refusées&#xa0;: {refused}</translation>
    </message>
    <message>
        <source>{finished} of {total}, refused: {refused}, time left: {time}</source>
        <translation>{finished} sur {total}, refusées&#xa0;: {refused}, temps restant&#xa0;: {time}</translation>
    </message>
    <message>
        <source>Images with a true class: {known} of {total}</source>
        <translation>Images avec une classe réelle&#xa0;: {known} sur {total}</translation>
    </message>
    <message>
        <source>Taken as: {pairs}. Where that is wrong, give the exact names of the model&apos;s classes.</source>
        <translation>Compris comme&#xa0;: {pairs}. Si c’est faux, donnez les noms exacts des classes du modèle.</translation>
    </message>
    <message>
        <source>Masks among the images, which are not explained: {count}</source>
        <translation>Masques parmi les images, qui ne sont pas expliqués&#xa0;: {count}</translation>
    </message>
    <message>
        <source>No class of the model has these names: {names}. Their images are explained and not judged. Use the names of the model&apos;s classes, or their numbers from 0; --labels FILE gives the classes their names.</source>
        <translation>Aucune classe du modèle ne porte ces noms&#xa0;: {names}. Leurs images sont expliquées et ne sont pas jugées. Utilisez les noms des classes du modèle, ou leurs numéros à partir de 0&#xa0;; --labels FICHIER donne leurs noms aux classes.</translation>
    </message>
    <message>
        <source>Images with boxes or masks: {known} of {total}</source>
        <translation>Images avec des cadres ou des masques&#xa0;: {known} sur {total}</translation>
    </message>
    <message>
        <source>Methods that this model does not allow are left out: {methods}</source>
        <translation>Méthodes laissées de côté, car ce modèle ne les permet pas&#xa0;: {methods}</translation>
    </message>
    <message>
        <source>Images: {count} of {total}, evenly from all over the folder</source>
        <translation>Images&#xa0;: {count} sur {total}, réparties sur tout le dossier</translation>
    </message>
    <message>
        <source>Explained: {done}, refused: {refused}</source>
        <translation>Expliquées&#xa0;: {done}, refusées&#xa0;: {refused}</translation>
    </message>
    <message>
        <source>Stopping after what is being computed…</source>
        <translation>Arrêt après les calculs en cours…</translation>
    </message>
    <message>
        <source>Stopped; finished: {finished} of {total}. Everything so far is saved.</source>
        <translation>Arrêté&#xa0;; terminées&#xa0;: {finished} sur {total}. Tout ce qui est fait est enregistré.</translation>
    </message>
    <message>
        <source>To go on, run the same command with --resume.</source>
        <translation>Pour continuer, relancez la même commande avec --resume.</translation>
    </message>
    <message>
        <source>Results: {name}</source>
        <translation>Résultats&#xa0;: {name}</translation>
    </message>
    <message>
        <source>hiding what the map shows changes the answer</source>
        <translation>cacher ce que la carte montre change la réponse</translation>
    </message>
    <message>
        <source>hiding what the map shows changes the answer only somewhat more than other places</source>
        <translation>cacher ce que la carte montre ne change la réponse qu’un peu plus qu’ailleurs</translation>
    </message>
    <message>
        <source>hiding what the map shows changes the answer hardly more than hiding other places</source>
        <translation>cacher ce que la carte montre ne change guère plus la réponse que cacher d’autres endroits</translation>
    </message>
    <message>
        <source>the map depends on what the model has learned</source>
        <translation>la carte dépend de ce que le modèle a appris</translation>
    </message>
    <message>
        <source>the map depends only in part on what the model has learned</source>
        <translation>la carte ne dépend qu’en partie de ce que le modèle a appris</translation>
    </message>
    <message>
        <source>the map is nearly the same for a model that has learned nothing</source>
        <translation>la carte est presque la même pour un modèle qui n’a rien appris</translation>
    </message>
    <message>
        <source>the map stays when the image hardly changes</source>
        <translation>la carte reste la même quand l’image change à peine</translation>
    </message>
    <message>
        <source>the map changes somewhat when the image hardly changes</source>
        <translation>la carte change un peu quand l’image change à peine</translation>
    </message>
    <message>
        <source>the map changes much when the image hardly changes</source>
        <translation>la carte change beaucoup quand l’image change à peine</translation>
    </message>
    <message>
        <source>places that the map shows as important count more than others</source>
        <translation>les endroits que la carte montre comme importants comptent plus que d’autres</translation>
    </message>
    <message>
        <source>the map tells only roughly which places count more</source>
        <translation>la carte ne dit qu’à peu près quels endroits comptent plus</translation>
    </message>
    <message>
        <source>the map does not tell which places count more</source>
        <translation>la carte ne dit pas quels endroits comptent plus</translation>
    </message>
    <message>
        <source>other kinds of methods show the same places</source>
        <translation>d’autres sortes de méthodes montrent les mêmes endroits</translation>
    </message>
    <message>
        <source>other kinds of methods show the same places only in part</source>
        <translation>d’autres sortes de méthodes ne montrent qu’en partie les mêmes endroits</translation>
    </message>
    <message>
        <source>other kinds of methods show other places</source>
        <translation>d’autres sortes de méthodes montrent d’autres endroits</translation>
    </message>
    <message>
        <source>the map is more than a blob in the middle of the image</source>
        <translation>la carte est plus qu’une tache au milieu de l’image</translation>
    </message>
    <message>
        <source>the map resembles a blob in the middle of the image</source>
        <translation>la carte ressemble à une tache au milieu de l’image</translation>
    </message>
    <message>
        <source>the map is little more than a blob in the middle of the image</source>
        <translation>la carte n’est guère plus qu’une tache au milieu de l’image</translation>
    </message>
    <message>
        <source>another method</source>
        <translation>une autre méthode</translation>
    </message>
    <message>
        <source>another layer</source>
        <translation>une autre couche</translation>
    </message>
    <message>
        <source>several methods side by side, relying on what they share</source>
        <translation>plusieurs méthodes côte à côte, en se fiant à ce qu’elles ont en commun</translation>
    </message>
    <message>
        <source>the same with a slightly changed image, relying on what stays</source>
        <translation>la même chose avec une image légèrement modifiée, en se fiant à ce qui reste</translation>
    </message>
    <message>
        <source>an image whose object is not in the middle</source>
        <translation>une image dont l’objet n’est pas au milieu</translation>
    </message>
    <message>
        <source>hiding the place itself, to see what becomes of the answer</source>
        <translation>cacher l’endroit lui-même, pour voir ce que devient la réponse</translation>
    </message>
    <message>
        <source>{count} not</source>
        <translation>{count} non</translation>
    </message>
    <message>
        <source>What holds: {clauses}.</source>
        <translation>Ce qui tient&#xa0;: {clauses}.</translation>
    </message>
    <message>
        <source>In doubt: {clauses}.</source>
        <translation>Douteux&#xa0;: {clauses}.</translation>
    </message>
    <message>
        <source>What does not hold: {clauses}.</source>
        <translation>Ce qui ne tient pas&#xa0;: {clauses}.</translation>
    </message>
    <message>
        <source>What to try: {clauses}.</source>
        <translation>À essayer&#xa0;: {clauses}.</translation>
    </message>
    <message>
        <source>Not measured yet: {names}.</source>
        <translation>Pas encore mesuré&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>Without a verdict: {names}.</source>
        <translation>Sans verdict&#xa0;: {names}.</translation>
    </message>
    <message>
        <source>None of this says whether the answer is right.</source>
        <translation>Rien de cela ne dit si la réponse est juste.</translation>
    </message>
    <message>
        <source>Known of this method: with many models, random weights give nearly the same map. Here the map changed; still, do not rely on it alone.</source>
        <translation>Connu de cette méthode&#xa0;: avec de nombreux modèles, des poids aléatoires donnent presque la même carte. Ici la carte a changé&#xa0;; ne vous fiez pourtant pas à elle seule.</translation>
    </message>
    <message>
        <source>{count} of {all} hold</source>
        <translation>{count} oui sur {all}</translation>
    </message>
    <message>
        <source>{count} in doubt</source>
        <translation>{count} en doute</translation>
    </message>
    <message>
        <source>No map was measured, so nothing can be said of how far to trust it.</source>
        <translation>Aucune carte n’a été mesurée&#xa0;: rien ne peut être dit de la confiance à lui accorder.</translation>
    </message>
    <message>
        <source>No measure that decides has a value, so the methods are not ranked.</source>
        <translation>Aucune mesure décisive n’a de valeur&#xa0;: les méthodes ne sont pas classées.</translation>
    </message>
    <message>
        <source>On these images ({count}) {method} holds up best, by more than chance would give.</source>
        <translation>Sur ces images ({count}), {method} tient le mieux, au-delà de ce que donnerait le hasard.</translation>
    </message>
    <message>
        <source>No clear winner on these images ({count}): {method} comes first; as good within chance: {others}.</source>
        <translation>Pas de gagnante nette sur ces images ({count})&#xa0;: {method} vient en tête&#xa0;; aussi bonnes, au hasard près&#xa0;: {others}.</translation>
    </message>
    <message>
        <source>Compared on {count} images; only {method} is not set aside.</source>
        <translation>Comparées sur {count} images&#xa0;; seule {method} n’est pas mise à l’écart.</translation>
    </message>
    <message>
        <source>Compared on {count} images; no method is left that can be called the best.</source>
        <translation>Comparées sur {count} images&#xa0;; il ne reste aucune méthode qui puisse être dite la meilleure.</translation>
    </message>
    <message>
        <source>Set aside, however they rank: {methods}.</source>
        <translation>Mises à l’écart, quel que soit leur rang&#xa0;: {methods}.</translation>
    </message>
    <message>
        <source>{method} ({why})</source>
        <translation>{method} ({why})</translation>
    </message>
    <message>
        <source>the map hardly depends on the model: poor on {poor} of {judged} images</source>
        <translation>la carte ne dépend guère du modèle&#xa0;: mauvais sur {poor} images parmi {judged}</translation>
    </message>
    <message>
        <source>known to give nearly the same map with random weights</source>
        <translation>connue pour donner presque la même carte avec des poids aléatoires</translation>
    </message>
    <message>
        <source>the map is the same for every class</source>
        <translation>la carte est la même pour chaque classe</translation>
    </message>
    <message>
        <source>So many methods can only be told apart on at least {count} images.</source>
        <translation>Autant de méthodes ne peuvent être distinguées que sur au moins {count} images.</translation>
    </message>
    <message>
        <source>{method}: {aspects}; time for a map: {time}</source>
        <translation>{method}&#xa0;: {aspects}&#xa0;; temps pour une carte&#xa0;: {time}</translation>
    </message>
    <message>
        <source>{aspect}: good {good}, doubtful {doubtful}, poor {poor}</source>
        <translation>{aspect}&#xa0;: bon {good}, douteux {doubtful}, mauvais {poor}</translation>
    </message>
    <message>
        <source>{verdict}: {count}</source>
        <translation>{verdict}&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Without this region, {label}: {change}.</source>
        <translation>Sans cette région, {label}&#xa0;: {change}.</translation>
    </message>
    <message>
        <source>Without this region, {label}: {change}; the answer is then {other} ({share}).</source>
        <translation>Sans cette région, {label}&#xa0;: {change}&#xa0;; la réponse est alors {other} ({share}).</translation>
    </message>
    <message>
        <source>Elsewhere, {places} regions of this size: {mean} ± {spread}.</source>
        <translation>Ailleurs, {places} régions de cette taille&#xa0;: {mean} ± {spread}.</translation>
    </message>
    <message>
        <source>This region matters more than others of its size.</source>
        <translation>Cette région compte plus que d’autres de même taille.</translation>
    </message>
    <message>
        <source>This region matters no more than others: {count} of {places} change the answer as much.</source>
        <translation>Cette région ne compte pas plus que d’autres&#xa0;: {count} sur {places} changent autant la réponse.</translation>
    </message>
    <message>
        <source>This region does not matter: the answer stays as it is.</source>
        <translation>Cette région ne compte pas&#xa0;: la réponse reste la même.</translation>
    </message>
    <message>
        <source>The region is too large to compare it with others.</source>
        <translation>La région est trop grande pour être comparée à d’autres.</translation>
    </message>
</context>
</TS>
