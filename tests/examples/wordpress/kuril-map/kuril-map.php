<?php
/**
 * Plugin Name:       Kuril Map
 * Description:       The explainer map of the Kuril Islands / Northern Territories as a shortcode and as a block.
 * Version:           1.1.0
 * Requires at least: 6.3
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       kuril-map
 *
 * The map comes from a site that you have built and published: say where it lies under Settings, General, or in
 * wp-config.php by define( 'KURIL_MAP_BASE', 'https://maps.example.org/kuril' ). Then write into a post
 *
 *     [kuril_map place="iturup" date="1945-08-28" lang="ja" height="560"]
 *
 * or choose the block "Kuril Map". Everything else is in the README of the map.
 *
 * The script that posts load from there is pinned: its version and digest stand below, and a browser runs no other bytes.
 * For another version write them as "1.1.0 sha384-..." under Settings, General, or by define( 'KURIL_MAP_PIN', ... ); they
 * are in v/1.1.0/snippet.txt of the site. With "none" posts load the newest script, whatever it is.
 */

defined( 'ABSPATH' ) || exit;

/** What may be wished for, and the form that it must have; anything else is left out. */
const KURIL_MAP_WISHES = array(
	'place'       => '/^[a-z0-9][a-z0-9-]{0,63}$/D',
	'date'        => '/^\d{4}-\d\d-\d\d$/D',
	'perspective' => '/^(neutral|japan|russia|differ)$/D',
	'lang'        => '/^(en|ja|ru)$/D',
	'view'        => '/^-?\d{1,3}(\.\d{1,6})?,-?\d{1,2}(\.\d{1,6})?,-?\d{1,2}(\.\d{1,6})?$/D',
	'theme'       => '/^(light|dark|auto)$/D',
);
/** Version and digest of the script, unless others are set. */
const KURIL_MAP_PINNED = '1.1.0 sha384-Cei0F5z1+wuP2prgCxtwCl8kYuHapmIX3wkdVxRkdYVjtcsNil7s2rJw+0izqpcr';
/** Lowest, usual and greatest height of the frame, CSS pixels. */
const KURIL_MAP_HEIGHTS = array( 320, 560, 2000 );
/** What the frame may do, and what it is lent. */
const KURIL_MAP_SANDBOX = 'allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads';
const KURIL_MAP_LENT    = 'fullscreen; clipboard-write';

/** An address of the web without a slash at its end; empty where the text is none. */
function kuril_map_address( $text ) {
	$text = is_string( $text ) ? rtrim( trim( $text ), '/' ) : '';
	return preg_match( '~^https?://[^\s"\'<>\\\\?#]+$~D', $text ) ? $text : '';
}

/** Where the map is published; empty where nobody has said so. */
function kuril_map_base() {
	return kuril_map_address( defined( 'KURIL_MAP_BASE' ) ? KURIL_MAP_BASE : get_option( 'kuril_map_base', '' ) );
}

/** A version and a digest, or "none"; empty where the text is neither. */
function kuril_map_pin_form( $text ) {
	$text = is_string( $text ) ? trim( $text ) : '';
	return preg_match( '~^(none|\d{1,4}\.\d{1,4}\.\d{1,4} sha384-[A-Za-z0-9+/]{64})$~D', $text ) ? $text : '';
}

/** Version and digest of the script; both empty where it is not to be pinned. */
function kuril_map_pin() {
	$pin = kuril_map_pin_form( defined( 'KURIL_MAP_PIN' ) ? KURIL_MAP_PIN : get_option( 'kuril_map_pin', '' ) );
	$pin = '' === $pin ? KURIL_MAP_PINNED : $pin;
	return 'none' === $pin ? array( '', '' ) : explode( ' ', $pin );
}

/** The tag of the script with its digest. */
function kuril_map_script_tag( $tag, $handle ) {
	list( , $digest ) = kuril_map_pin();
	if ( 'kuril-embed' !== $handle || '' === $digest ) {
		return $tag;
	}
	return str_replace( ' src=', sprintf( ' integrity="%s" crossorigin="anonymous" src=', esc_attr( $digest ) ), $tag );
}

/** The wishes that have their form. Without a language, that of the site where the map speaks it. */
function kuril_map_wishes( $given ) {
	$given += array( 'lang' => substr( get_locale(), 0, 2 ) );
	$sound  = array();
	foreach ( KURIL_MAP_WISHES as $name => $form ) {
		$value = isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? trim( $given[ $name ] ) : '';
		if ( preg_match( $form, $value ) ) {
			$sound[ $name ] = $value;
		}
	}
	if ( isset( $sound['date'] ) ) {
		list( $year, $month, $day ) = array_map( 'intval', explode( '-', $sound['date'] ) );
		if ( ! checkdate( $month, $day, $year ) ) {
			unset( $sound['date'] );
		}
	}
	return $sound;
}

/** The frame with the map, by wishes that anybody may have written. */
function kuril_map_frame( $given ) {
	$base = kuril_map_base();
	if ( '' === $base ) {
		return kuril_map_notice();
	}
	// However many maps there are, WordPress prints a script once.
	list( $version ) = kuril_map_pin();
	$folder          = '' === $version ? '' : '/v/' . $version;
	wp_enqueue_script( 'kuril-embed', $base . $folder . '/kuril-embed.js', array(), null, array( 'strategy' => 'async' ) );
	list( $lowest, $usual, $greatest ) = KURIL_MAP_HEIGHTS;
	$height = isset( $given['height'] ) && is_numeric( $given['height'] ) ? (int) $given['height'] : $usual;
	$title  = isset( $given['title'] ) && is_string( $given['title'] ) ? trim( $given['title'] ) : '';
	$query  = http_build_query( kuril_map_wishes( $given ), '', '&' );
	return sprintf(
		'<iframe data-kuril src="%1$s" title="%2$s" width="100%%" height="%3$d" style="width: 100%%; height: %3$dpx; border: 0" loading="lazy" allow="%4$s" sandbox="%5$s"></iframe>',
		esc_url( $base . '/embed.html' . ( '' === $query ? '' : '?' . $query ) ),
		esc_attr( '' === $title ? __( 'Map of the Kuril Islands', 'kuril-map' ) : $title ),
		max( $lowest, min( $greatest, $height ) ),
		esc_attr( KURIL_MAP_LENT ),
		esc_attr( KURIL_MAP_SANDBOX )
	);
}

/** What stands in place of the map while its address is missing: a word to those who can mend it, nothing to readers. */
function kuril_map_notice() {
	if ( ! current_user_can( 'edit_posts' ) ) {
		return '';
	}
	$text = __( 'Kuril Map: the address of the map is missing. It is set under Settings, General.', 'kuril-map' );
	return '<p class="kuril-map-notice" role="note">' . esc_html( $text ) . '</p>';
}

/** The shortcode; WordPress hands over a text where it has no attributes. */
function kuril_map_shortcode( $given ) {
	return kuril_map_frame( is_array( $given ) ? $given : array() );
}

/** The block, by the same way. */
function kuril_map_block( $given ) {
	return '<div ' . get_block_wrapper_attributes() . '>' . kuril_map_frame( $given ) . '</div>';
}

add_shortcode( 'kuril_map', 'kuril_map_shortcode' );
add_filter( 'script_loader_tag', 'kuril_map_script_tag', 10, 2 );

add_action(
	'init',
	function () {
		register_block_type( __DIR__, array( 'render_callback' => 'kuril_map_block' ) );
	}
);

add_action(
	'admin_init',
	function () {
		register_setting( 'general', 'kuril_map_base', array( 'sanitize_callback' => 'kuril_map_address' ) );
		add_settings_field(
			'kuril_map_base',
			__( 'Address of the Kuril Map', 'kuril-map' ),
			function () {
				printf(
					'<input type="url" class="regular-text" id="kuril_map_base" name="kuril_map_base" value="%s" placeholder="https://maps.example.org/kuril">',
					esc_attr( get_option( 'kuril_map_base', '' ) )
				);
			},
			'general',
			'default',
			array( 'label_for' => 'kuril_map_base' )
		);
		register_setting( 'general', 'kuril_map_pin', array( 'sanitize_callback' => 'kuril_map_pin_form' ) );
		add_settings_field(
			'kuril_map_pin',
			__( 'Version and digest of the Kuril Map', 'kuril-map' ),
			function () {
				printf(
					'<input type="text" class="regular-text" id="kuril_map_pin" name="kuril_map_pin" value="%s" placeholder="%s">',
					esc_attr( get_option( 'kuril_map_pin', '' ) ),
					esc_attr( KURIL_MAP_PINNED )
				);
			},
			'general',
			'default',
			array( 'label_for' => 'kuril_map_pin' )
		);
	}
);
