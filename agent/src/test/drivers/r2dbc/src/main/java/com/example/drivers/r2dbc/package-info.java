/** r2dbc-postgresql. */
package com.example.drivers.r2dbc;
