/**
 * Assertions on what went over the wire, in the way of AssertJ. Start with {@link
 * dev.postgreswire.assertj.PostgresWireAssertions}; {@link
 * dev.postgreswire.assertj.PostgresWireSoftAssertions} collects failures.
 *
 * <p>What holds here:
 *
 * <ul>
 *   <li>Nothing seen, nothing proved: where no connection came, or nothing of it can be read, an
 *       assertion fails and says what to do, also one that expects nothing.
 *   <li>The application's statements count by default; a failure says what was not counted and why.
 *   <li>A failure shows all it speaks of as a table, with arrows at the offenders, and the nearest
 *       match criterion by criterion.
 *   <li>Passwords are masked.
 * </ul>
 */
package dev.postgreswire.assertj;
