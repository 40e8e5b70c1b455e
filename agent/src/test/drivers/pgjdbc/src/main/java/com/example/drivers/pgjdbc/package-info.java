/** pgjdbc. */
package com.example.drivers.pgjdbc;
