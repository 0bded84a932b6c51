package org.cnnc.cli;

/** How most commands write their result. */
enum TextFormat {
    text,
    json
}
