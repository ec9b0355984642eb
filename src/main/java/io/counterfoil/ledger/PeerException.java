package io.counterfoil.ledger;

/// A member gave no usable answer; the round goes on with the others.
final class PeerException extends Exception {

    private static final long serialVersionUID = 1L;

    PeerException(String message) {
        super(message);
    }
}
