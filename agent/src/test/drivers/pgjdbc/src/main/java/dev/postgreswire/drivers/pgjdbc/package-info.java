/** pgjdbc. */
package dev.postgreswire.drivers.pgjdbc;
