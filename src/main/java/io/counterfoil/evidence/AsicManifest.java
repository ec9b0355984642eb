package io.counterfoil.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.DigestAlgorithm;
import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.merkle.Hash;
import java.util.List;

/// An `ASiCEvidenceRecordManifest` in the one form that we write: which files an evidence record is
/// about.
///
/// A reader makes it anew from the files and compares, so this XML is never parsed.
///
/// @param evidenceRecord the record's name in the package
record AsicManifest(String evidenceRecord, List<DataObject> objects) {

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";

    /// One file with its SHA-256.
    record DataObject(String name, String mediaType, Hash sha256) {

        static DataObject of(String name, String mediaType, Bytes content) {
            var digest = DigestAlgorithm.SHA_256.digest(content);
            return new DataObject(name, mediaType, Hash.of(digest.toArray()));
        }
    }

    String xml() {
        var xml = new StringBuilder();
        xml.append(
                """
                <?xml version="1.0" encoding="UTF-8"?>
                <asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"\
                 xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
                <asic:SigReference URI="%s"/>
                """
                        .formatted(uri(evidenceRecord)));
        for (DataObject object : objects) {
            xml.append(
                    """
                    <asic:DataObjectReference URI="%s" MimeType="%s">
                    <ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
                    <ds:DigestValue>%s</ds:DigestValue>
                    </asic:DataObjectReference>
                    """
                            .formatted(
                                    uri(object.name()),
                                    escape(object.mediaType()),
                                    object.sha256().base64()));
        }
        return xml.append("</asic:ASiCManifest>\n").toString();
    }

    private static String uri(String name) {
        var uri = new StringBuilder();
        for (byte octet : name.getBytes(UTF_8)) {
            if (octet > 0 && UNRESERVED.indexOf(octet) >= 0) {
                uri.append((char) octet);
            } else {
                uri.append("%%%02X".formatted(octet));
            }
        }
        return uri.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
