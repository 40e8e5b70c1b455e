/** vertx-pg-client. */
package dev.postgreswire.drivers.vertx;
