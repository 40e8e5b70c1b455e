package dev.postgreswire.examples.billing;

import java.time.LocalDate;

/**
 * An invoice, without its lines.
 *
 * @param id primary key
 * @param number unique, as the customer sees it
 * @param customer who gets it
 * @param issuedOn its date
 */
public record Invoice(int id, String number, Customer customer, LocalDate issuedOn) {}
