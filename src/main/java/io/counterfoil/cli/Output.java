package io.counterfoil.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.Map;

/// What a command says: sentences for a person, or with `--json` one object a line for a program.
///
/// @param json whether a program reads
record Output(boolean json, PrintStream out) {

    /// The output that the arguments ask for.
    static Output of(Arguments arguments) {
        return new Output(arguments.has("json"), System.out);
    }

    /// A sentence; a program does not get it.
    void say(String sentence) {
        if (!json) {
            out.println(sentence);
            out.flush();
        }
    }

    /// An object on a line of its own; a person does not get it.
    ///
    /// @param value a map or a tree of Jackson's
    void object(Object value) {
        if (json) {
            out.println(print(value));
            out.flush();
        }
    }

    /// Tells both that something failed: the person on stderr, the program in its line.
    void refuse(String what, Refusal refusal) {
        if (json) {
            object(Map.of("file", what, "error", String.valueOf(refusal.getMessage())));
        } else {
            System.err.println("%s: %s".formatted(what, refusal.getMessage()));
        }
    }

    private static String print(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps and trees can always be printed", e);
        }
    }
}
