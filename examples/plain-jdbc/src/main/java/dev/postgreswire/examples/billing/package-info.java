/**
 * A small billing application on plain JDBC: HikariCP, pgjdbc and three tables. It does some things
 * well and some as they are often done; the tests show how the difference looks on the wire. Start
 * from {@link dev.postgreswire.examples.billing.Billing}.
 */
package dev.postgreswire.examples.billing;
