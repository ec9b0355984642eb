package io.counterfoil.ledger;

/// Too few members signed; what is durable stays so, and the same checkpoint is tried again.
final class NoQuorumException extends Exception {

    private static final long serialVersionUID = 1L;

    NoQuorumException(String message) {
        super(message);
    }
}
