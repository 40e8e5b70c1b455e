package dev.postgreswire.examples.billing;

/**
 * Who gets an invoice.
 *
 * @param id primary key
 * @param name as it is printed
 */
public record Customer(int id, String name) {}
