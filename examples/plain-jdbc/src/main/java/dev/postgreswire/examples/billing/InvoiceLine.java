package dev.postgreswire.examples.billing;

import java.math.BigDecimal;

/**
 * A line of an invoice.
 *
 * @param position from 1, unique within the invoice
 * @param description what was sold
 * @param quantity how many, at least 1
 * @param price of one
 */
public record InvoiceLine(int position, String description, int quantity, BigDecimal price) {}
