/**
 * Every driver under the agent: driver × transport × route × TLS, on the JDK that runs the tests.
 *
 * <p>Start with {@link dev.postgreswire.agent.matrix.MatrixIT} and {@link
 * dev.postgreswire.agent.matrix.DriverApplication}; the applications are in {@code
 * agent/src/test/drivers}.
 */
package dev.postgreswire.agent.matrix;
