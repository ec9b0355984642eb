package io.counterfoil.browser;

/// The keys that a page is used with.
public enum Key {
    TAB("Tab", "Tab", 9, "", false),
    BACK_TAB("Tab", "Tab", 9, "", true),
    ENTER("Enter", "Enter", 13, "\r", false),
    SPACE(" ", "Space", 32, " ", false);

    final String name;
    final String code;
    final int number;
    final String text;
    final boolean shifted;

    Key(String name, String code, int number, String text, boolean shifted) {
        this.name = name;
        this.code = code;
        this.number = number;
        this.text = text;
        this.shifted = shifted;
    }
}
