package io.counterfoil.invoice.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.counterfoil.invoice.Format;
import io.counterfoil.invoice.Reading;
import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.UnreadableInvoice.Reason;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.xml.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// The model as JSON: members are named as the record components, amounts are strings, days are ISO
/// 8601.
///
/// Amounts are strings because most JSON readers make a binary fraction of a number. Numbers are
/// accepted and kept exact. A member that is unknown or stands twice is refused, and so is another
/// model than this one; `docs/invoice-json.md` lists the members.
public final class InvoiceJson {

    /// The first member: which model the others are of. It may be left out.
    private static final String MODEL = "model";

    private static final ObjectMapper MAPPER = mapper();

    private InvoiceJson() {}

    private static ObjectMapper mapper() {
        var limits =
                StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.DEFAULT.depth())
                        .maxDocumentLength(Limits.DEFAULT.bytes())
                        .maxNumberLength(40)
                        .maxStringLength((int) Limits.DEFAULT.bytes())
                        .build();
        var factory =
                JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .build();
        var mapper =
                JsonMapper.builder(factory)
                        .addModule(new JavaTimeModule())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
                        .disable(MapperFeature.AUTO_DETECT_GETTERS)
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_EMPTY,
                                        JsonInclude.Include.NON_NULL))
                        .build();
        mapper.addMixIn(Invoice.class, WithModel.class);
        mapper.addHandler(new ModelCheck());
        mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
        mapper.configOverride(BigDecimal.class)
                .setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING));
        return mapper;
    }

    /// Puts the model's name before the members.
    @JsonAppend(attrs = @JsonAppend.Attr(MODEL), prepend = true)
    private interface WithModel {}

    /// Takes the model's name, which is no member of the record.
    private static final class ModelCheck extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context,
                JsonParser parser,
                JsonDeserializer<?> deserializer,
                Object bean,
                String name)
                throws IOException {
            if (deserializer.handledType() != Invoice.class || !name.equals(MODEL)) {
                return false;
            }
            if (!Invoice.MODEL.equals(parser.getValueAsString())) {
                throw new OtherModel(parser, parser.getText());
            }
            return true;
        }
    }

    /// The document is of a model that is not known here.
    private static final class OtherModel extends JsonMappingException {
        private static final long serialVersionUID = 1L;

        private OtherModel(JsonParser parser, String found) {
            super(parser, found);
        }
    }

    /// The invoice as JSON, UTF-8, indented.
    public static byte[] write(Invoice invoice) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter()
                    .withAttribute(MODEL, Invoice.MODEL)
                    .writeValueAsBytes(invoice);
        } catch (JsonProcessingException fault) {
            throw new UncheckedIOException("the model could not be printed as JSON", fault);
        }
    }

    /// The invoice that was written as JSON; everything in it is carried.
    public static Reading read(byte[] json) throws UnreadableInvoice {
        try {
            var invoice = MAPPER.readValue(json, Invoice.class);
            if (invoice == null) {
                throw new UnreadableInvoice(Reason.EMPTY, "There is no invoice in it.");
            }
            return new Reading(invoice, Format.JSON, List.of());
        } catch (IOException problem) {
            throw explain(problem);
        }
    }

    private static UnreadableInvoice explain(IOException problem) {
        return switch (problem) {
            case UnrecognizedPropertyException unknown ->
                    new UnreadableInvoice(
                            Reason.MALFORMED,
                            "An invoice has no member \"%s\".".formatted(place(unknown)),
                            unknown);
            case OtherModel other ->
                    new UnreadableInvoice(
                            Reason.MALFORMED,
                            "The model is not \"%s\", the only one that is read here."
                                    .formatted(Invoice.MODEL),
                            other);
            case InvalidFormatException wrong ->
                    new UnreadableInvoice(
                            wrong.getTargetType() == BigDecimal.class ? Reason.NUMBER : Reason.DATE,
                            "The value of \"%s\" is not what it should be.".formatted(place(wrong)),
                            wrong);
            case JsonMappingException wrong ->
                    new UnreadableInvoice(
                            Reason.MALFORMED,
                            "The member \"%s\" is not as it should be.".formatted(place(wrong)),
                            wrong);
            default ->
                    new UnreadableInvoice(Reason.MALFORMED, "It is not well-formed JSON.", problem);
        };
    }

    /// `lines[2].price.net`
    private static String place(JsonMappingException problem) {
        return problem.getPath().stream()
                .map(step ->
                        step.getFieldName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
