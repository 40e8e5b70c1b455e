/** vertx-pg-client. */
package com.example.drivers.vertx;
