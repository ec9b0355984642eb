package io.counterfoil.kernel.entry;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.entry.Cbor.Value;
import io.counterfoil.kernel.merkle.Hash;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Entries as CBOR maps; the field numbers are those of `docs/formats/entry.md`.
final class EntryCodec {

    static final int VERSION = 1;
    static final int KIND = 2;
    private static final int ID = 3;
    private static final int MANIFEST = 4;
    private static final int MANIFEST_SM3 = 5;
    private static final int RECEIVED_AT = 6;
    private static final int SUBMITTER = 7;
    private static final int UNIQUE_KEY = 8;
    private static final int REFERENCE = 9;
    private static final int ORIGIN = 10;
    private static final int RULE_VERSION = 11;
    private static final int VRF_KEY = 12;
    private static final int POLICY = 13;
    private static final int REFUSAL_CODE = 20;
    private static final int REFUSED = 21;
    private static final int COLLIDES_WITH = 22;

    private EntryCodec() {}

    static byte[] encode(Entry entry) {
        var fields = new Fields();
        fields.put(VERSION, new Value.Uint(Entry.VERSION));
        fields.put(KIND, new Value.Uint(entry.kind().code()));
        switch (entry) {
            case Entry.Genesis genesis -> {
                fields.put(ID, bytes(genesis.id()));
                fields.put(RECEIVED_AT, new Value.Uint(genesis.receivedAt()));
                fields.put(ORIGIN, new Value.Tstr(genesis.origin()));
                fields.put(RULE_VERSION, new Value.Uint(genesis.ruleVersion()));
                fields.put(VRF_KEY, new Value.Bstr(genesis.vrfKey()));
                fields.put(POLICY, new Value.Tstr(genesis.policy()));
            }
            case Entry.Evidence evidence -> putRecorded(fields, evidence);
            case Entry.Invoice invoice -> {
                putRecorded(fields, invoice);
                fields.put(UNIQUE_KEY, bytes(invoice.uniqueKey()));
            }
            case Entry.Refusal(var code, var refused, var collidesWith) -> {
                fields.put(REFUSAL_CODE, new Value.Uint(code.code()));
                fields.put(REFUSED, new Value.Bstr(refused));
                fields.put(
                        COLLIDES_WITH, collidesWith == null ? null : new Value.Uint(collidesWith));
            }
        }
        return Cbor.encode(fields.values);
    }

    private static void putRecorded(Fields fields, Entry.Recorded entry) {
        fields.put(ID, bytes(entry.id()));
        fields.put(MANIFEST, bytes(entry.manifest()));
        fields.put(MANIFEST_SM3, bytes(entry.manifestSm3()));
        fields.put(RECEIVED_AT, new Value.Uint(entry.receivedAt()));
        fields.put(SUBMITTER, bytes(entry.submitter()));
        EntryId reference = entry.reference();
        fields.put(REFERENCE, reference == null ? null : bytes(reference));
    }

    private static Value bytes(EntryId id) {
        return new Value.Bstr(id.bytes());
    }

    private static Value bytes(Hash hash) {
        return new Value.Bstr(Bytes.of(hash.bytes()));
    }

    static Entry decode(byte[] content) {
        var fields = new Fields(Cbor.decode(content));
        long version = fields.uint(VERSION);
        long code = fields.uint(KIND);
        if (version != Entry.VERSION) {
            throw new UnknownEntryException(RefusalCode.VERSION_UNKNOWN);
        }
        EntryKind kind =
                EntryKind.of(code)
                        .orElseThrow(() -> new UnknownEntryException(RefusalCode.KIND_UNKNOWN));
        Entry entry =
                switch (kind) {
                    case GENESIS -> genesis(fields);
                    case EVIDENCE -> evidence(fields);
                    case INVOICE -> invoice(fields);
                    case REFUSAL -> refusal(fields);
                };
        if (!fields.values.isEmpty()) {
            throw new MalformedException("a field that this kind of entry does not have");
        }
        if (!Arrays.equals(entry.bytes(), content)) {
            throw new MalformedException("the entry is not in its one encoding");
        }
        return entry;
    }

    private static Entry genesis(Fields fields) {
        return new Entry.Genesis(
                fields.id(ID),
                fields.uint(RECEIVED_AT),
                fields.text(ORIGIN),
                fields.uint(RULE_VERSION),
                fields.bytes(VRF_KEY),
                fields.text(POLICY));
    }

    private static Entry evidence(Fields fields) {
        return new Entry.Evidence(
                fields.id(ID),
                fields.hash(MANIFEST),
                fields.hash(MANIFEST_SM3),
                fields.uint(RECEIVED_AT),
                fields.hash(SUBMITTER),
                fields.has(REFERENCE) ? fields.id(REFERENCE) : null);
    }

    private static Entry invoice(Fields fields) {
        return new Entry.Invoice(
                fields.id(ID),
                fields.hash(MANIFEST),
                fields.hash(MANIFEST_SM3),
                fields.uint(RECEIVED_AT),
                fields.hash(SUBMITTER),
                fields.hash(UNIQUE_KEY),
                fields.has(REFERENCE) ? fields.id(REFERENCE) : null);
    }

    private static Entry refusal(Fields fields) {
        return new Entry.Refusal(
                RefusalCode.of(fields.uint(REFUSAL_CODE)),
                fields.bytes(REFUSED),
                fields.has(COLLIDES_WITH) ? fields.uint(COLLIDES_WITH) : null);
    }

    /// The fields of one entry; reading takes a field away, so that what is left over shows.
    private static final class Fields {

        private final Map<Integer, Value> values;

        Fields() {
            this.values = new TreeMap<>();
        }

        Fields(Map<Integer, Value> values) {
            this.values = values;
        }

        void put(int key, @Nullable Value value) {
            if (value != null) {
                values.put(key, value);
            }
        }

        boolean has(int key) {
            return values.containsKey(key);
        }

        long uint(int key) {
            if (values.remove(key) instanceof Value.Uint(long number)) {
                return number;
            }
            throw new MalformedException("field " + key + " is no unsigned integer");
        }

        Bytes bytes(int key) {
            if (values.remove(key) instanceof Value.Bstr(Bytes bytes)) {
                return bytes;
            }
            throw new MalformedException("field " + key + " is no byte string");
        }

        String text(int key) {
            if (values.remove(key) instanceof Value.Tstr(String text)) {
                return text;
            }
            throw new MalformedException("field " + key + " is no text string");
        }

        EntryId id(int key) {
            return EntryId.of(bytes(key));
        }

        Hash hash(int key) {
            return Hash.of(bytes(key).toArray());
        }
    }
}
