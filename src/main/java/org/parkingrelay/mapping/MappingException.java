package org.parkingrelay.mapping;

/** A mapping is wrong or cannot read a record; the message says where and why, and holds nothing of any record. */
public final class MappingException extends Exception {

    MappingException(String message) {
        super(message);
    }
}
