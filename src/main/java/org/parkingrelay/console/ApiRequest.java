package org.parkingrelay.console;

/** A body that the API takes: a record of JSON's fields; read by {@link ApiRequestReader}. */
public interface ApiRequest {}
