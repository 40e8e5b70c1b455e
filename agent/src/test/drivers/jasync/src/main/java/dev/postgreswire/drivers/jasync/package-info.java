/** jasync. */
package dev.postgreswire.drivers.jasync;
