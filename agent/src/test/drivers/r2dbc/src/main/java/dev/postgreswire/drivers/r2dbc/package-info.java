/** r2dbc-postgresql. */
package dev.postgreswire.drivers.r2dbc;
