package io.counterfoil.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.counterfoil.kernel.entry.EntryId;
import io.counterfoil.platform.record.RecordState;
import io.counterfoil.platform.record.Records.Found;
import io.counterfoil.platform.record.StoredRecord;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Prints records for answers.
@ApplicationScoped
class Views {

    private final IntakeConfig.Log log;
    private final ObjectMapper json;

    Views(IntakeConfig config, ObjectMapper json) {
        this.log = config.log();
        this.json = json;
    }

    /// The public view of a record.
    RecordView view(Found found) {
        return RecordView.of(found.row(), found.state(), log.origin(), log.name());
    }

    /// The answer to a submission that was promised: 202.
    Answer promised(Filed row, String promise) {
        return answer(202, view(promisedNow(row)).withPromise(promise));
    }

    /// The answer to a submission that became final while the client waited: 201.
    Answer completed(Found found, String promise) {
        return answer(201, view(found).withPromise(promise));
    }

    private Answer answer(int status, RecordView view) {
        return json(status, "/v1/evidence/" + view.id(), view);
    }

    /// An answer in JSON.
    Answer json(int status, String location, Object body) {
        try {
            return new Answer(
                    status,
                    MediaType.APPLICATION_JSON,
                    location,
                    Buffer.buffer(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A record as it is when it has just been promised.
    Found promisedNow(Filed row) {
        return new Found(
                new StoredRecord(
                        0,
                        row.id(),
                        log.number(),
                        row.tenant(),
                        Instant.ofEpochMilli(row.receivedAt()),
                        row.digest(),
                        row.lookup(),
                        row.content(),
                        row.entry(),
                        row.manifest(),
                        row.dataKey()),
                new RecordState(
                        Instant.ofEpochMilli(row.receivedAt()),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()));
    }

    /// The id of a row as it is shown.
    static String id(Filed row) {
        return EntryId.of(row.id()).hex();
    }
}
