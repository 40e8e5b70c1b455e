/** pgjdbc-ng. */
package com.example.drivers.pgjdbcng;
