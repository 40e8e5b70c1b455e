/**
 * What is written while connections go on. Start with {@link
 * dev.postgreswire.agent.output.Outputs}, what the agent writes of the application that it is in;
 * {@link dev.postgreswire.agent.output.LiveOutputs} are the files, which a proxy writes as well.
 *
 * <p>Recording never breaks the application: it waits on a disk for a tenth of a second in all each
 * time that the queue is full, and what is left out then is counted in the recording. A file that
 * fails is said so, in a line; the application, and its exit status, do not notice.
 */
package dev.postgreswire.agent.output;
