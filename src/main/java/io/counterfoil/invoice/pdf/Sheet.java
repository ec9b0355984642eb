package io.counterfoil.invoice.pdf;

import io.counterfoil.invoice.pdf.Typefaces.Typeface;
import io.counterfoil.invoice.pdf.Typesetter.Line;
import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDNumberTreeNode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDParentTreeValue;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDLayoutAttributeObject;
import org.apache.pdfbox.pdmodel.documentinterchange.taggedpdf.PDTableAttributeObject;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.jspecify.annotations.Nullable;

/// Paper: pages that are drawn on, where every piece of text belongs to an element of the
/// document's structure.
///
/// Coordinates are points from the lower left corner. What no element owns is an artifact, which a
/// screen reader passes over.
final class Sheet implements AutoCloseable {

    /// How thick the outline is that makes a one-weight font bold, in units of the font size.
    private static final float BOLD_OUTLINE = 0.03f;

    private final PDDocument document = new PDDocument();
    private final Map<Typeface, PDFont> fonts = new HashMap<>();
    private final PDStructureTreeRoot tree = new PDStructureTreeRoot();
    private final PDStructureElement root;

    /// Per page, the element that owns each marked content: the parent tree of the structure.
    private final List<COSArray> owners = new ArrayList<>();

    private int current;
    private PDPageContentStream content;

    Sheet(String languageTag) {
        var catalog = document.getDocumentCatalog();
        catalog.setStructureTreeRoot(tree);
        catalog.setLanguage(languageTag);
        root = new PDStructureElement("Document", tree);
        tree.appendKid(root);
        content = turn();
    }

    /// The font as a subset of the document's own: to prepare one costs as much as a page, so it is
    /// done when its first glyph is drawn.
    private PDFont embedded(Typeface face) {
        try {
            return PDType0Font.load(document, face.font(), true);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    PDDocument document() {
        return document;
    }

    /// The element that all others stand in.
    PDStructureElement root() {
        return root;
    }

    static PDStructureElement child(PDStructureElement parent, String type) {
        var element = new PDStructureElement(type, parent);
        parent.appendKid(element);
        return element;
    }

    /// A cell that heads its row or its column.
    ///
    /// @param scope `Row` or `Column`
    static PDStructureElement heading(PDStructureElement row, String scope) {
        var cell = child(row, "TH");
        var table = new PDTableAttributeObject();
        table.setScope(scope);
        PDAttributeObject attribute = table;
        cell.addAttribute(attribute);
        return cell;
    }

    int pages() {
        return document.getNumberOfPages();
    }

    /// Begins another page.
    void newPage() {
        try {
            content.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        content = turn();
    }

    private PDPageContentStream turn() {
        var page = new PDPage(PDRectangle.A4);
        page.setStructParents(owners.size());
        page.getCOSObject().setName(COSName.getPDFName("Tabs"), "S");
        document.addPage(page);
        current = owners.size();
        owners.add(new COSArray());
        return open(page);
    }

    private PDPageContentStream open(PDPage page) {
        try {
            return new PDPageContentStream(
                    document, page, PDPageContentStream.AppendMode.APPEND, true);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// Goes back to a page that was left, to draw what is known only at the end.
    void returnTo(int pageIndex) {
        try {
            content.close();
            content = open(document.getPage(pageIndex));
            current = pageIndex;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// How a line of text looks.
    record Ink(float size, boolean strong, Color color) {}

    /// Draws a line with its left end there, as content of the element.
    void text(PDStructureElement owner, Line line, float x, float y, Ink ink) {
        mark(owner, line.text());
        draw(line, x, y, ink);
        end();
    }

    /// Draws a line that is no content, such as a page number.
    void artifact(Line line, float x, float y, Ink ink) {
        begin(COSName.getPDFName("Artifact"));
        draw(line, x, y, ink);
        end();
    }

    private void draw(Line line, float x, float y, Ink ink) {
        try {
            content.beginText();
            content.setNonStrokingColor(ink.color());
            content.newLineAtOffset(x, y);
            for (var run : line.runs()) {
                var outlined = ink.strong() && run.face().oneWeight();
                if (outlined) {
                    content.setRenderingMode(RenderingMode.FILL_STROKE);
                    content.setStrokingColor(ink.color());
                    content.setLineWidth(ink.size() * BOLD_OUTLINE);
                }
                content.setFont(font(run.face()), ink.size());
                content.showText(run.text());
                if (outlined) {
                    content.setRenderingMode(RenderingMode.FILL);
                }
            }
            content.endText();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private PDFont font(Typeface face) {
        return fonts.computeIfAbsent(face, this::embedded);
    }

    /// Fills a rectangle; decoration, not content.
    void fill(float x, float y, float width, float height, Color color) {
        try {
            begin(COSName.getPDFName("Artifact"));
            content.setNonStrokingColor(color);
            content.addRect(x, y, width, height);
            content.fill();
            end();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// Draws black squares, the points of a QR code, as a figure with a description.
    ///
    /// @param box holds them all
    void squares(
            PDStructureElement figure,
            String description,
            List<float[]> corners,
            float side,
            Box box) {
        describe(figure, description, new PDRectangle(box.x(), box.y(), box.width(), box.height()));
        try {
            content.setNonStrokingColor(Color.BLACK);
            for (var corner : corners) {
                content.addRect(corner[0], corner[1], side, side);
            }
            content.fill();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        end();
    }

    /// Begins a figure: what it shows, in words, and where it is.
    private void describe(PDStructureElement figure, String description, PDRectangle place) {
        figure.setAlternateDescription(description);
        var layout = new PDLayoutAttributeObject();
        layout.setBBox(place);
        PDAttributeObject attribute = layout;
        figure.addAttribute(attribute);
        mark(figure, null);
    }

    /// A rectangle, by its lower left corner.
    record Box(float x, float y, float width, float height) {}

    /// Draws an image as a figure with a description, as large as fits into the box, at its right.
    void image(PDStructureElement figure, String description, byte[] image, Box box) {
        try {
            var picture = PDImageXObject.createFromByteArray(document, image, "logo");
            var scale =
                    Math.min(box.width() / picture.getWidth(), box.height() / picture.getHeight());
            var width = scale * picture.getWidth();
            var height = scale * picture.getHeight();
            var left = box.x() + box.width() - width;
            var bottom = box.y() + (box.height() - height) / 2;
            describe(figure, description, new PDRectangle(left, bottom, width, height));
            content.drawImage(picture, left, bottom, width, height);
            end();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void mark(PDStructureElement owner, @Nullable String actual) {
        var page = document.getPage(current);
        var owned = owners.get(current);
        var properties = new COSDictionary();
        properties.setInt(COSName.MCID, owned.size());
        if (actual != null && needsActualText(actual)) {
            properties.setString(COSName.ACTUAL_TEXT, actual);
        }
        owner.setPage(page);
        owner.getCOSObject()
                .setItem(
                        COSName.K,
                        kids(
                                owner.getCOSObject().getDictionaryObject(COSName.K),
                                reference(page, owned.size())));
        owned.add(owner.getCOSObject());
        try {
            content.beginMarkedContent(
                    COSName.getPDFName(owner.getStructureType()),
                    PDPropertyList.create(properties));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// A reference of its own names the page: an element may go on overleaf.
    private static COSDictionary reference(PDPage page, int id) {
        var reference = new COSDictionary();
        reference.setItem(COSName.TYPE, COSName.getPDFName("MCR"));
        reference.setItem(COSName.PG, page.getCOSObject());
        reference.setInt(COSName.MCID, id);
        return reference;
    }

    private static COSArray kids(@Nullable COSBase present, COSDictionary more) {
        var kids = new COSArray();
        if (present instanceof COSArray several) {
            kids.addAll(several);
        } else if (present != null) {
            kids.add(present);
        }
        kids.add(more);
        return kids;
    }

    /// What is drawn in another order than it is read needs its words beside it.
    private static boolean needsActualText(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    private void begin(COSName tag) {
        try {
            content.beginMarkedContent(tag);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void end() {
        try {
            content.endMarkedContent();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /// Ends the drawing and ties the structure together.
    void finish() {
        try {
            content.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        var parents = new PDNumberTreeNode(PDParentTreeValue.class);
        var numbers = new HashMap<Integer, PDParentTreeValue>();
        for (var page = 0; page < owners.size(); page++) {
            numbers.put(page, new PDParentTreeValue(owners.get(page)));
        }
        parents.setNumbers(numbers);
        tree.setParentTree(parents);
        tree.setParentTreeNextKey(owners.size());
    }

    @Override
    public void close() {
        try {
            document.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
