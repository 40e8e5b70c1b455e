/** pgjdbc-ng. */
package dev.postgreswire.drivers.pgjdbcng;
