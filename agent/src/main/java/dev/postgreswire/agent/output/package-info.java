/**
 * What is written while connections go on. Start with {@link
 * dev.postgreswire.agent.output.LiveOutputs}, the files.
 */
package dev.postgreswire.agent.output;
